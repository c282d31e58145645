import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Form } from '@/components/form/form'
import { buttonStyles } from '@/components/ui/button'
import { CopyValue } from '@/components/ui/copy-value'
import { joinClasses } from '@/components/ui/join-classes'
import { SubmitButton } from '@/components/ui/submit-button'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import { requirePerson } from '@/lib/http/person'
import { findShownOnce, newRecoveryCodes } from '@/lib/http/shown-once'
import { currentTenant } from '@/lib/web/tenant'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../front-links'
import { FrontPage } from '../../../front-page'
import { finishCodes } from '../actions'

export const metadata: Metadata = { title: 'Your recovery codes' }

export default async function RecoveryCodesPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const returnTo = safeReturnTo(one((await searchParams)['return_to']), '/account')
  const { access, session } = await requirePerson()
  const codes = await findShownOnce(newRecoveryCodes, access)
  if (codes === null) redirect(returnTo)
  const { name } = await currentTenant()
  const heading = `Recovery codes for ${session.user.email} at ${name}`
  return (
    <FrontPage
      organization={null}
      title="Your recovery codes"
      text="Each one signs you in once when you don’t have your app. We show them only now, so keep them somewhere safe."
    >
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-4 gap-y-2 rounded-md border bg-panel p-4 sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} className="text-center font-mono text-sm whitespace-nowrap">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex gap-2 max-sm:flex-col">
        <CopyValue value={codes.join('\n')} label="Copy codes" isLabelShown />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent([heading, '', ...codes, ''].join('\n'))}`}
          download="recovery-codes.txt"
          className={joinClasses(buttonStyles(), 'flex-1')}
        >
          Download codes
        </a>
      </div>
      <Form action={finishCodes} values={{ return_to: returnTo }}>
        <SubmitButton width="full">I have saved them</SubmitButton>
      </Form>
    </FrontPage>
  )
}
