import type { Plugin } from 'vite';

/** What the library knows of all countries is 150 kB; of one it is a page. */
const COUNTRY = 'ID';
const CALLING_CODE = '62';

interface Metadata {
  version: number;
  countries: Record<string, unknown>;
}

/** Leaves of the telephone library's knowledge what is about Indonesia. */
export function phoneMetadata(): Plugin {
  return {
    name: 'phone-metadata',
    transform: {
      filter: { id: /libphonenumber-js\/metadata\.min\.json\.js$/ },
      handler(code) {
        const from = code.indexOf('{');
        const all = JSON.parse(code.slice(from, code.lastIndexOf('}') + 1)) as Metadata;
        const one = {
          version: all.version,
          country_calling_codes: { [CALLING_CODE]: [COUNTRY] },
          countries: { [COUNTRY]: all.countries[COUNTRY] },
          nonGeographic: {},
        };
        return `export default ${JSON.stringify(one)}`;
      },
    },
  };
}
