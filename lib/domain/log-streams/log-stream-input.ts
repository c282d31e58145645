import { z } from 'zod'
import { invalid } from '@/lib/errors'
import { displayName } from '../text/display-name'
import { abortWith, parseInput, parseOptional } from '../text/parse-input'
import { webhookUrl } from '../webhooks/webhook-input'
import { isStreamCategory } from './log-stream-categories'

export const contentFormats = ['JSONLINES', 'JSONARRAY', 'JSONOBJECT'] as const
export type ContentFormat = (typeof contentFormats)[number]

/** Undefined fields stay unchanged. */
export interface HttpSinkInput {
  endpoint?: string | undefined
  contentType?: string | undefined
  contentFormat?: ContentFormat | undefined
  /** Empty for none. */
  authorization?: string | undefined
  /** Replaces all of them. One without a value keeps its present one. */
  customHeaders?: readonly { name: string; value?: string | undefined }[] | undefined
  /** Names of the custom headers that are replaced, as the caller has read them. */
  presentHeaders?: readonly string[] | undefined
}

export interface ParsedSink extends HttpSinkInput {
  customHeaders?: { name: string; value?: string }[] | undefined
}

export const logStreamName = displayName({ label: 'Name', max: 100 })

const contentType = z
  .string()
  .trim()
  .refine((text) => text.length <= 100, abortWith('Content type can have at most 100 characters.'))
  .refine(
    (text) => /^[\w.+-]{1,50}\/[\w.+-]{1,50}(?:; ?[\w-]{1,20}=[\w.-]{1,40})?$/.test(text),
    'Content type must be a media type, such as application/json.',
  )

const longestValue = 4000

/** Of a request’s header. */
const headerValue = z
  .string()
  .trim()
  .refine((text) => text.length <= longestValue, abortWith('This can have at most 4,000 characters.'))
  .refine((text) => /^[\x20-\x7e]*$/.test(text), 'This can contain only printable ASCII characters.')

/** What HTTP itself, the other settings or Foyer decide. */
const reserved =
  /^(?:authorization|connection|content-.*|cookie|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|user-agent)$/

const headerName = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (text) => text.length <= 100 && /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(text),
    abortWith('This is not a valid name of a header.'),
  )
  .refine((text) => !reserved.test(text), 'This header cannot be set.')

const mostHeaders = 10

/** @throws DomainError invalid, at the field */
export function parseSink(input: HttpSinkInput): ParsedSink {
  const { customHeaders, presentHeaders, contentFormat } = input
  return {
    contentFormat,
    presentHeaders,
    endpoint: parseOptional(webhookUrl, input.endpoint, 'endpoint'),
    contentType: parseOptional(contentType, input.contentType, 'content_type'),
    authorization: parseOptional(headerValue, input.authorization, 'authorization_secret'),
    customHeaders: customHeaders && parseHeaders(customHeaders),
  }
}

function parseHeaders(
  given: NonNullable<HttpSinkInput['customHeaders']>,
): NonNullable<ParsedSink['customHeaders']> {
  if (given.length > mostHeaders)
    throw invalid('custom_headers', `There can be at most ${mostHeaders} headers.`)
  const parsed = given.map(({ name, value }) => ({
    name: parseInput(headerName, name, 'custom_headers'),
    ...(value === undefined ? {} : { value: parseInput(headerValue, value, 'custom_headers') }),
  }))
  if (new Set(parsed.map(({ name }) => name)).size < parsed.length)
    throw invalid('custom_headers', 'A header can be set once only.')
  return parsed
}

/** @throws DomainError invalid at `categories` */
export function parseCategories(given: readonly string[]): string[] {
  const chosen = [...new Set(given)].toSorted()
  if (!chosen.every(isStreamCategory)) throw invalid('categories', 'One of these categories does not exist.')
  return chosen
}
