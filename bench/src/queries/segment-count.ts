import { defineQuery } from './query.js';

const regions = ['중구', '동구', '미추홀구', '연수구', '남동구', '부평구', '계양구', '서구', '강화군', '옹진군'];

/** What a server with functions is asked. */
const counted = {
  body: (region: string) => ({ query: 'query ($region: String!) { expertsIn(region: $region) { totalCount } }', variables: { region } }),
  read: ({ expertsIn }: { readonly expertsIn: { readonly totalCount: number } }) => expertsIn.totalCount,
};

/** How many of a million stakeholders are of a category, a kind and a region. */
export const segmentCount = defineQuery<string>({
  name: 'Q8',
  title: 'how many of a million stakeholders are of a category, a kind and a region',
  data: 'stakeholders',
  samples: () => Promise.resolve(regions),
  values: (region) => [region],
  statement: { text: 'SELECT count(*)::text AS answer FROM bench.experts_in($1)' },
  sides: {
    pcrm: {
      body: (region) => ({
        query: 'query ($region: String!) { stakeholders(filter: { categories: [EXPERT], kind: PERSON, region: $region }) { totalCount } }',
        variables: { region },
      }),
      read: ({ stakeholders }: { readonly stakeholders: { readonly totalCount: number } }) => stakeholders.totalCount,
    },
    pothos: counted,
    apollo: counted,
    postgraphile: {
      ...counted,
      body: (region) => ({
        query: 'query ($region: String!) { expertsIn: benchExpertsIn(region: $region) { totalCount } }',
        variables: { region },
      }),
    },
  },
});
