// The worker in which files are read: what a file does to it, it does to nothing else.
import { Refused, type Given, type Heard } from './cells';
import { contentsOf } from './look';

const say = (heard: Heard) => postMessage(heard);

say({ ready: true });

addEventListener('message', ({ data }: MessageEvent<Given>) => {
  contentsOf(data, (rows) => say({ rows })).then(
    (contents) => say({ contents }),
    (failure: unknown) => {
      if (!(failure instanceof Refused)) console.error(failure);
      say({ refused: failure instanceof Refused ? failure.code : 'failed' });
    },
  );
});
