import { requestNewPasskey } from '@/lib/domain/passkeys/challenge'
import { DomainError } from '@/lib/errors'
import { confirmPath } from '@/lib/http/continued-act'
import { currentPerson } from '@/lib/http/person'
import { javascriptResponse } from '@/lib/http/javascript-response'

export function POST(): Promise<Response> {
  return javascriptResponse(async () => {
    const person = await currentPerson()
    if (!person) return { signIn: confirmPath('add-passkey', '/account') }
    try {
      return { options: await requestNewPasskey(person.access) }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'sign_in_again')
        return { signIn: confirmPath('add-passkey', '/account') }
      throw error
    }
  })
}
