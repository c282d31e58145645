import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { countText } from '@/lib/domain/bounded-count'
import type { Directory, DirectorySync } from '@/lib/domain/directories/get-directory'
import { takeOver, turnOff, turnOn } from './actions'

interface DirectoryStateProps {
  slug: string
  directory: Directory
  baseUrl: string
  /** Says who can change it, if the organization cannot. */
  restricted: string | null
  /** Whether the reader may turn it on and take it over. */
  mayMake: boolean
  mayChange: boolean
}

export function DirectoryState(props: DirectoryStateProps) {
  const { slug, directory, baseUrl, restricted, mayMake, mayChange } = props
  const { connectionId, sync, verifiedDomains } = directory
  return (
    <>
      {verifiedDomains.length === 0 && (
        <Notice tone="warning" title="Verify a domain first" className="mb-6">
          The directory can only add people whose address is at a domain that your organization has verified.{' '}
          <TextLink href={`/o/${slug}/sign-in-methods`}>Domains are under Sign-in methods</TextLink>
        </Notice>
      )}
      {sync === null ? (
        <TurnOn slug={slug} connectionId={connectionId} restricted={restricted} mayMake={mayMake} />
      ) : (
        <Section title="State" text={restricted ?? undefined}>
          <SyncFacts sync={sync} connectionId={connectionId} domains={verifiedDomains} baseUrl={baseUrl} />
          <div className="flex flex-wrap gap-2">
            {mayMake && !sync.maker.isSelf && <TakeOver slug={slug} connectionId={connectionId} />}
            {mayChange && <TurnOff slug={slug} connectionId={connectionId} users={sync.users} />}
          </div>
        </Section>
      )}
    </>
  )
}

interface SyncFactsProps {
  sync: DirectorySync
  connectionId: string
  domains: readonly string[]
  baseUrl: string
}

function SyncFacts({ sync: { maker, users }, connectionId, domains, baseUrl }: SyncFactsProps) {
  return (
    <div className="mb-4">
      <Facts>
        <Fact label="State">
          <Badge tone="success">On</Badge>
        </Fact>
        <Fact label="SCIM base URL">
          <Copyable value={baseUrl} label="Copy base URL" />
        </Fact>
        <Fact label="Client ID">
          <Copyable value={connectionId} label="Copy client ID" />
        </Fact>
        <Fact label="Token endpoint">
          <Copyable value={`${baseUrl}/token`} label="Copy token endpoint" />
        </Fact>
        <Fact label="Addresses at">{domains.join(', ') || 'No verified domain'}</Fact>
        <Fact label="Members managed">{countText(users)}</Fact>
        <Fact label="Runs with the permissions of">{makerName(maker)}</Fact>
      </Facts>
    </div>
  )
}

function makerName({ isSelf, isTenantLevel, name }: DirectorySync['maker']): string {
  if (isTenantLevel) return 'An owner (turned on by an operator)'
  return isSelf ? 'You' : (name ?? 'Someone who has left')
}

interface ActProps {
  slug: string
  connectionId: string
}

type TurnOnProps = ActProps & Pick<DirectoryStateProps, 'restricted' | 'mayMake'>

function TurnOn({ slug, connectionId, restricted, mayMake }: TurnOnProps) {
  return (
    <Section title="Turn on">
      <ul className="mb-4 flex max-w-form list-disc flex-col gap-1 ps-5 text-muted-foreground">
        <li>People that your directory assigns become members. Accounts that exist stay as they are.</li>
        <li>People that it deactivates lose access with their next request.</li>
        <li>What the directory manages is then changed there, not here.</li>
        <li>It can do no more than you can: it gives only roles that you can give.</li>
      </ul>
      {mayMake ? (
        <Form
          action={turnOn.bind(null, slug)}
          act="turn-on-directory"
          className="flex flex-col gap-2"
          values={{ id: connectionId }}
        >
          <SubmitButton className="self-start">Turn on directory sync</SubmitButton>
        </Form>
      ) : (
        <p className="max-w-form text-muted-foreground">
          {restricted ??
            'Only someone who can invite and remove members, change their roles and change sign-in methods can turn it on.'}
        </p>
      )}
    </Section>
  )
}

function TakeOver({ slug, connectionId }: ActProps) {
  return (
    <ConfirmDialog
      act="take-over-directory"
      trigger={<Button>Take over</Button>}
      title="Take over directory sync?"
      description="It then gives the roles that you can give, and manages members who can do no more than you. Its tokens end if you have more permissions than it runs with now: then create a new one and enter it in your directory."
      action={takeOver.bind(null, slug)}
      values={{ id: connectionId }}
      submit="Take over"
      tone="primary"
    />
  )
}

function TurnOff({ slug, connectionId, users }: ActProps & { users: number }) {
  return (
    <ConfirmDialog
      act="turn-off-directory"
      trigger={<Button variant="danger">Turn off</Button>}
      title="Turn off directory sync?"
      description={`Its tokens stop working, and its groups and log are deleted. ${
        users === 1
          ? 'The member that it manages stays'
          : `The ${countText(users)} members that it manages stay`
      }, with their roles, and can be changed here again.`}
      action={turnOff.bind(null, slug)}
      values={{ id: connectionId }}
      submit="Turn off"
    />
  )
}
