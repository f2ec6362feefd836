import type { Reporter, TestCase, TestError, TestResult } from '../../../web/e2e.ts';

/** Standard output is the bench's own table; what goes wrong is told beside it. */
export default class Plain implements Reporter {
  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk);
  }

  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk);
  }

  onError(error: TestError): void {
    process.stderr.write(`${error.message ?? error.value ?? 'it failed'}\n`);
  }

  onTestEnd(_test: TestCase, result: TestResult): void {
    for (const error of result.errors) this.onError(error);
  }

  printsToStdio(): boolean {
    return true;
  }
}
