import { LinkButton } from '@/components/ui/link-button'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { currentTenant } from '@/lib/web/tenant'
import { FrontPage } from '../../(front)/front-page'

/** For members. Why it is suspended is between its owners and the tenant. */
export async function Suspended({ organization }: { organization: SignInPage }) {
  const { name } = await currentTenant()
  return (
    <FrontPage
      organization={organization}
      title={`${organization.displayName} is suspended`}
      text={`No one can open it for now. Nothing was deleted. Ask an owner of ${organization.displayName}, or the support of ${name}.`}
    >
      <LinkButton href="/orgs" width="full">
        Your organizations
      </LinkButton>
    </FrontPage>
  )
}
