import { exportAccount } from '@/lib/domain/users/export-account'
import { DomainError } from '@/lib/errors'
import { requirePerson } from '@/lib/http/person'

export async function GET(): Promise<Response> {
  const { access } = await requirePerson()
  try {
    const parts = ReadableStream.from(await exportAccount(access))
    return new Response(parts.pipeThrough(new TextEncoderStream()), {
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
