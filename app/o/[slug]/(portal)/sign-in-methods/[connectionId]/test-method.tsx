import { buttonStyles } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { EnabledConnection } from '@/lib/domain/connections/organization-connection'
import type { LiveSession } from '@/lib/domain/users/find-session'
import { testHref } from '../kinds'

interface TestMethodProps {
  slug: string
  method: EnabledConnection
  session: LiveSession
  isTested: boolean
}

export function TestMethod({ slug, method, session, isTested }: TestMethodProps) {
  const works = session.connectionId === method.id
  return (
    <div className="flex flex-col items-start gap-4">
      {isTested && (
        <Notice tone={works ? 'success' : 'warning'} role="status" className="w-full max-w-form">
          {works
            ? `It works: you signed in with ${method.displayName} as ${session.user.email}.`
            : `You came back without signing in with ${method.displayName}. If it failed, see the reason under Last failures.`}
        </Notice>
      )}
      <a href={testHref(slug, method)} target="_blank" rel="noopener" className={buttonStyles()}>
        Test this method
      </a>
    </div>
  )
}
