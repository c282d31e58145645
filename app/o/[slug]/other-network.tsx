import { LinkButton } from '@/components/ui/link-button'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { currentAddress } from '@/lib/web/origin'
import { FrontPage } from '../../(front)/front-page'

interface OtherNetworkProps {
  organization: SignInPage
  returnTo: string | undefined
}

/** For those who could open it elsewhere. The networks are between its owners. */
export async function OtherNetwork({ organization, returnTo }: OtherNetworkProps) {
  const { slug, displayName } = organization
  const address = await currentAddress()
  return (
    <FrontPage
      organization={organization}
      title={`${displayName} can be used only from certain networks`}
      text={
        <>
          {address === null ? (
            'Your address is not known.'
          ) : (
            <>
              You are at <strong className="font-medium break-words text-foreground">{address}</strong>.
            </>
          )}{' '}
          If you should have access from here, ask an owner of {displayName}.
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <LinkButton href={safeReturnTo(returnTo, `/o/${slug}/home`)} width="full">
          Try again
        </LinkButton>
        <LinkButton href="/orgs" width="full">
          Your organizations
        </LinkButton>
      </div>
    </FrontPage>
  )
}
