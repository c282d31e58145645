/** Must not be cached. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

/** For GET routes that start or use up something: a prefetch must not. */
export function headRefusal(allow: 'GET' | 'GET, POST'): () => Response {
  return () => new Response(null, { status: 405, headers: { allow } })
}
