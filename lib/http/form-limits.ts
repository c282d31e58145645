import { isForPrograms, one, pathOf, type Arrival } from './arrival'

const mostParts = 1000
const mostText = 100 * 1024
const deepest = 100

/** Whether React decodes the body: a form of a page, or the arguments of a server action. */
export function isPageForm(arrival: Arrival): boolean {
  const isRouteHandler = isForPrograms(arrival) || /^\/api\/auth\/./.test(pathOf(arrival))
  if (arrival.method !== 'POST' || isRouteHandler) return false
  return isAction(arrival) || isMultipart(arrival)
}

/**
 * Whether a form, or the arguments of an action, keep within what React may be given to decode: at most 1,000 parts,
 * 100 KB of text, 100 levels of nesting.
 */
export async function isWithinFormLimits(arrival: Arrival, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  return isMultipart(arrival)
    ? isWithinPartLimits(contentType(arrival), bytes)
    : isShallow(new TextDecoder().decode(bytes))
}

function isAction(arrival: Arrival): boolean {
  return one(arrival, 'next-action') !== undefined
}

function isMultipart(arrival: Arrival): boolean {
  return contentType(arrival).toLowerCase().startsWith('multipart/')
}

function contentType(arrival: Arrival): string {
  return one(arrival, 'content-type') ?? ''
}

async function isWithinPartLimits(contentType: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  // Each part begins with a line of two hyphens and the boundary, whatever the boundary is.
  if (countOf('\r\n--', bytes) > mostParts) return false
  const form = await parsed(contentType, bytes)
  if (!form) return false
  let text = 0
  for (const value of form.values()) {
    if (typeof value !== 'string') continue
    text += value.length
    if (text > mostText || !isShallow(value)) return false
  }
  return true
}

async function parsed(contentType: string, bytes: Uint8Array<ArrayBuffer>): Promise<FormData | null> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    return null
  }
}

function countOf(text: string, bytes: Uint8Array<ArrayBuffer>): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 0
  for (let at = buffer.indexOf(text); at >= 0; at = buffer.indexOf(text, at + text.length)) count++
  return count
}

const string = /"(?:[^"\\]|\\.)*"?/gs

/** Counts brackets outside of JSON’s strings, without parsing. */
function isShallow(text: string): boolean {
  let depth = 0
  for (const bracket of text.replace(string, '').match(/[[\]{}]/g) ?? []) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1
    if (depth > deepest) return false
  }
  return true
}
