/** What a form or an action was sent with. */
export interface ActionBody {
  contentType: string
  /** The request names an action: React’s own encoding of its arguments. */
  isCall: boolean
  bytes: Uint8Array<ArrayBuffer>
}

const deepest = 100
/** Parts that React reads as JSON: arguments by number, and the bound ones of a form sent without JavaScript. */
const isArgument = /^(\d+|\$ACTION_\d+:\d+)$/
/** What our own pages refer to: form data, a bound argument, undefined, a dollar sign that was meant. */
const isReference = /^\$(\$.*|K[0-9a-f]+|@[0-9a-f]+|undefined)$/s

/**
 * Whether Next can take the body apart. It answers 500 to one that it cannot, so the front door looks first.
 * Bodies that are neither a form nor a call are not its business.
 */
export async function isWellFormed({ contentType, isCall, bytes }: ActionBody): Promise<boolean> {
  if (contentType.startsWith('multipart/form-data')) return isWellFormedForm({ contentType, isCall, bytes })
  return !isCall || isArguments(new TextDecoder().decode(bytes))
}

async function isWellFormedForm({ contentType, isCall, bytes }: ActionBody): Promise<boolean> {
  const form = await parseForm(contentType, bytes)
  if (!form) return false
  if (isCall && !form.has('0')) return false
  for (const [name, value] of form) {
    if (!isArgument.test(name)) continue
    if (typeof value !== 'string' || !isJson(value, form)) return false
  }
  const first = form.get('0')
  return !isCall || (typeof first === 'string' && first.trimStart().startsWith('['))
}

async function parseForm(contentType: string, bytes: Uint8Array<ArrayBuffer>): Promise<FormData | null> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    return null
  }
}

function isArguments(text: string): boolean {
  return text.trimStart().startsWith('[') && isJson(text, new FormData())
}

function isJson(text: string, form: FormData): boolean {
  try {
    return isWithin(JSON.parse(text), form)
  } catch {
    return false
  }
}

/** Walked without recursion, since how deep it goes is what is asked. */
function isWithin(root: unknown, form: FormData): boolean {
  const waiting: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    if (depth > deepest) return false
    if (typeof value === 'string' && value.startsWith('$') && !mayRefer(value, form)) return false
    if (typeof value !== 'object' || value === null) continue
    for (const inner of Object.values(value)) waiting.push({ value: inner, depth: depth + 1 })
  }
  return true
}

function mayRefer(reference: string, form: FormData): boolean {
  if (!isReference.test(reference)) return false
  if (!reference.startsWith('$@')) return true
  const number = String(parseInt(reference.slice(2), 16))
  return [...form.keys()].some(
    (name) => name === number || (name.startsWith('$ACTION') && name.endsWith(`:${number}`)),
  )
}
