import { exportAccount } from '@/lib/domain/users/export-account'
import { DomainError } from '@/lib/errors'
import { requirePerson } from '@/lib/http/person'

export async function GET(): Promise<Response> {
  const { access } = await requirePerson()
  try {
    return new Response(streamOf(await exportAccount(access)), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="account.json"',
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof DomainError) return Response.json({ message: error.message }, { status: 429 })
    throw error
  }
}

/** Reads the next part when the browser takes it. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}
