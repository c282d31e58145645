import { z } from 'zod'
import { contentFormats } from '@/lib/domain/log-streams/log-stream-input'
import { several } from './action'
import { customHeadersIn, presentHeaders } from './log-stream-header-fields'

/** The forms of log streams. An empty secret stays as it is. */
export const logStreamInput = z.looseObject({
  name: text(1000),
  type: z.enum(['http', 'file']).default('http'),
  endpoint: text(5000),
  content_type: text(1000),
  content_format: z.enum(contentFormats, 'Choose a format.').default('JSONLINES'),
  authorization_secret: text(5000),
  without_authorization: z.literal('on').optional(),
  [presentHeaders]: several(z.string().max(100)),
  categories: several(z.string().max(100)),
})

export const oneLogStream = z.object({ stream_id: text(100) })

export const logStreamChangeInput = logStreamInput.extend(oneLogStream.shape)

/** @returns null for files */
export function sinkIn(input: z.output<typeof logStreamInput>) {
  if (input.type === 'file') return null
  const secret = input.authorization_secret
  const authorization = input.without_authorization === 'on' ? '' : secret === '' ? undefined : secret
  return {
    endpoint: input.endpoint,
    contentType: input.content_type,
    contentFormat: input.content_format,
    authorization,
    customHeaders: customHeadersIn(input, input.present_headers),
    presentHeaders: input.present_headers,
  }
}

function text(most: number) {
  return z.string().max(most).default('')
}
