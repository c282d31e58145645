/** Still percent-encoded. */
export type PathParameters = Readonly<Record<string, string>>

export type Handle = (request: Request, params: PathParameters) => Promise<Response>

export interface Route {
  /** With its parameters in braces: `/users/{id}`. */
  path: string
  /** GET answers HEAD, and OPTIONS lists the methods, unless they have a handler here. */
  handlers: ReadonlyMap<string, Handle>
  otherwise: (request: Request) => Response | Promise<Response>
}

export interface Found {
  route: Route
  params: PathParameters
}

interface Node {
  route: Route | null
  literals: Map<string, Node>
  parameter: Node | null
}

/** A literal segment wins over a parameter, as in Next. */
export class Router {
  private readonly root = newNode()

  constructor(routes: readonly Route[]) {
    for (const route of routes) nodeFor(this.root, segmentsOf(route.path)).route = route
  }

  find(pathname: string): Found | null {
    const segments = segmentsOf(pathname)
    const route = search(this.root, segments.map(decoded))
    return route && { route, params: parametersIn(route, segments) }
  }
}

export async function answerRoute({ route, params }: Found, request: Request): Promise<Response> {
  const { handlers, otherwise } = route
  const { method } = request
  const handle = handlers.get(method) ?? (method === 'HEAD' ? handlers.get('GET') : undefined)
  if (handle) return handle(request, params)
  return method === 'OPTIONS' ? allowed(handlers) : otherwise(request)
}

function newNode(): Node {
  return { route: null, literals: new Map(), parameter: null }
}

function segmentsOf(pathname: string): string[] {
  return pathname.split('/').slice(1)
}

function nodeFor(node: Node, [first, ...rest]: readonly string[]): Node {
  if (first === undefined) return node
  return nodeFor(first.startsWith('{') ? (node.parameter ??= newNode()) : literalIn(node, first), rest)
}

function literalIn({ literals }: Node, segment: string): Node {
  const node = literals.get(segment) ?? newNode()
  literals.set(segment, node)
  return node
}

function search(node: Node | null | undefined, [first, ...rest]: readonly string[]): Route | null {
  if (!node) return null
  if (first === undefined) return node.route
  return search(node.literals.get(first), rest) ?? (first === '' ? null : search(node.parameter, rest))
}

function parametersIn({ path }: Route, segments: readonly string[]): PathParameters {
  const params: Record<string, string> = {}
  for (const [index, name] of segmentsOf(path).entries())
    if (name.startsWith('{')) params[name.slice(1, -1)] = segments[index] ?? ''
  return params
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function allowed(handlers: ReadonlyMap<string, Handle>): Response {
  const implied = handlers.has('GET') ? ['HEAD', 'OPTIONS'] : ['OPTIONS']
  const allow = [...new Set([...handlers.keys(), ...implied])].sort().join(', ')
  return new Response(null, { status: 204, headers: { allow } })
}
