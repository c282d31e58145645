import { requestNewPasskey } from '@/lib/domain/passkeys/challenge'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import { DomainError } from '@/lib/errors'
import { rememberAct } from '@/lib/http/continued-act'
import { currentPerson } from '@/lib/http/person'
import { javascriptResponse } from '@/lib/http/javascript-response'

export function POST(request: Request): Promise<Response> {
  const path = safeReturnTo(new URL(request.url).searchParams.get('return_to'), '/account')
  return javascriptResponse(async () => {
    const person = await currentPerson()
    if (!person) return { signIn: `/sign-in?return_to=${encodeURIComponent(path)}` }
    try {
      return { options: await requestNewPasskey(person.access) }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'sign_in_again') throw error
      const back = { session: person.session, path }
      return { signIn: await rememberAct('add-passkey', new FormData(), back) }
    }
  })
}
