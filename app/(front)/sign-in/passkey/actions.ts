'use server'

import { invalidPasskey, assertion } from '@/lib/domain/passkeys/credential'
import { signInWithPasskey } from '@/lib/domain/passkeys/sign-in-with-passkey'
import { visitorAction } from '@/lib/http/action'
import { completeSignIn } from '@/lib/web/complete-sign-in'
import { textField } from '@/lib/http/text-field'
import { findPasskeyBrowser } from '@/lib/http/passkey-browser'
import { DomainError } from '@/lib/errors'
import { organizationAt } from '../../front-page'
import { organization } from '../../front-schemas'

export const signInByPasskey = visitorAction({
  input: organization.extend({ credential: textField(assertion) }),
  run: async (tenant, { credential: assertion, return_to: returnTo, organization: slug }) => {
    const browser = await findPasskeyBrowser(tenant)
    if (browser === undefined) throw new DomainError('invalid', invalidPasskey)
    const organization = await organizationAt(slug)
    const here = organization ? { organizationId: organization.id } : {}
    const arrival = await signInWithPasskey(tenant.id, { assertion, browser, ...here })
    return await completeSignIn(tenant, arrival, { returnTo, slug: organization?.slug })
  },
})
