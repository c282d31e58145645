import type { ConsoleFixture } from './fixture'
import type { ConsoleInputs } from './action-input'

const stream = {
  name: 'Harbour office',
  endpoint: 'https://office.harbour.test/',
  content_type: 'text/plain',
}
const one = { fields: ({ logStreamId }: ConsoleFixture) => ({ stream_id: logStreamId }) }

export const inputs: ConsoleInputs = {
  'log-streams create': {
    fields: () => ({
      ...stream,
      categories: 'user.success',
      new_header_0_name: 'x-source',
      new_header_0_secret: 'harbour',
    }),
  },
  'log-streams save': {
    fields: (at) => ({ ...one.fields(at), ...stream, without_authorization: 'on', categories: 'other' }),
  },
  'log-streams resume': one,
  'log-streams sendTest': { ...one, after: 'log-streams resume' },
  'log-streams pause': one,
  'log-streams remove': { ...one, isAlone: true },
}
