import type { IncomingMessage } from 'node:http'
import type { BodyLimit } from '../lib/http/body-limits'

export function readBody(
  request: IncomingMessage,
  limit: BodyLimit,
  network: string,
): Promise<{ bytes: Buffer; refusal?: undefined } | { refusal: BodyLimit['refusal'] | 'tooSlow' | 'notNow' }>
