import { isForPrograms, headerOf, pathOf, type IncomingRequest } from './incoming-request'

const mostParts = 1000
const mostText = 100 * 1024
const mostPartHeaders = 100 * 1024
const deepest = 100
const mostReferences = 1000
/** Without a backslash, which form parsers would take for an escape. */
const multipartType = /^multipart\/form-data;\s*boundary=(?:"([\w'+.:=-]{1,70})"|([\w'+.:=-]{1,70}))\s*$/i

/** React decodes the forms of pages and the arguments of server actions. */
export function isPageForm(incoming: IncomingRequest): boolean {
  const isRouteHandler = isForPrograms(incoming) || /^\/api\/auth\/./.test(pathOf(incoming))
  if (incoming.method !== 'POST' || isRouteHandler) return false
  return isAction(incoming) || isMultipart(incoming)
}

export interface PageForm {
  isWithinLimits: boolean
  /** As a page without JavaScript sends it; null for a server action. */
  plain: FormData | null
}

/** Null for what is no form of a page. Limits for React: 1,000 parts, 100 KB of part headers, 100 KB of text, 100 levels, 1,000 React references. */
export async function readPageForm(
  incoming: IncomingRequest,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<PageForm | null> {
  if (!isPageForm(incoming)) return null
  if (!isMultipart(incoming))
    return { isWithinLimits: areSimple([new TextDecoder().decode(bytes)]), plain: null }
  const boundary = boundaryOf(incoming)
  const form = boundary !== null && arePartsBounded(boundary, bytes) ? await parsed(boundary, bytes) : null
  return { isWithinLimits: form !== null && areWithinLimits(form), plain: isAction(incoming) ? null : form }
}

/** Null unless as browsers write it: with two boundaries, the limits would check another form than React reads. */
export function boundaryOf(incoming: IncomingRequest): string | null {
  const [, quoted, plain] = multipartType.exec(contentType(incoming)) ?? []
  return quoted ?? plain ?? null
}

export function isMultipart(incoming: IncomingRequest): boolean {
  return contentType(incoming).toLowerCase().startsWith('multipart/')
}

function isAction(incoming: IncomingRequest): boolean {
  return headerOf(incoming, 'next-action') !== undefined
}

function contentType(incoming: IncomingRequest): string {
  return headerOf(incoming, 'content-type') ?? ''
}

function areWithinLimits(form: FormData): boolean {
  const texts = [...form.values()].filter((value) => typeof value === 'string')
  return texts.reduce((length, text) => length + text.length, 0) <= mostText && areSimple(texts)
}

async function parsed(boundary: string, bytes: Uint8Array<ArrayBuffer>): Promise<FormData | null> {
  try {
    const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` }
    return await new Response(bytes, { headers }).formData()
  } catch {
    return null
  }
}

function arePartsBounded(boundary: string, bytes: Uint8Array<ArrayBuffer>): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const line = `--${boundary}`
  let [parts, headers] = [0, 0]
  for (let at = buffer.indexOf(line); at >= 0; at = buffer.indexOf(line, at + line.length)) {
    const end = buffer.indexOf('\r\n\r\n', at)
    // No headers follow the line that closes the form.
    if (end < 0) return buffer.toString('latin1', at + line.length, at + line.length + 2) === '--'
    parts += 1
    headers += end - at
    if (parts > mostParts || headers > mostPartHeaders) return false
  }
  return parts > 0
}

/** A text that begins with a dollar sign, as JSON may write it. */
const reference = /"(?:\$|\\u0024)/

const string = /"(?:[^"\\]|\\.)*"?/gs

function areSimple(texts: readonly string[]): boolean {
  const references = texts.reduce((count, text) => count + text.split(reference).length - 1, 0)
  return references <= mostReferences && texts.every(isShallow)
}

/** Counts brackets outside of JSON’s strings, without parsing. */
function isShallow(text: string): boolean {
  let depth = 0
  for (const bracket of text.replace(string, '').match(/[[\]{}]/g) ?? []) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1
    if (depth > deepest) return false
  }
  return true
}
