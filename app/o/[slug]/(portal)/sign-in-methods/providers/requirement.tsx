import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import type { OwnConnection } from '@/lib/domain/connections/own-connection'
import { obstacleToRequirement } from '@/lib/domain/connections/require-connection'
import { setRequired } from './actions'
import { requirementUse } from './requirement-use'

interface RequirementProps {
  slug: string
  provider: OwnConnection
  /** Whether the reader is signed in with it. */
  isOwn: boolean
  mayChange: boolean
  /** Whether the reader may see the members. */
  seesMembers: boolean
}

/** Whether people of the verified domains can sign in with it alone. */
export function Requirement({ slug, provider, isOwn, mayChange, seesMembers }: RequirementProps) {
  const { isRequired, displayName } = provider
  const obstacle = isRequired ? null : obstacleToRequirement(provider)
  const summary = isRequired
    ? `Required: people with addresses at your verified domains can sign in with ${displayName} only. Owners can still use other methods.`
    : `Optional: people with addresses at your verified domains can use any enabled method.`
  return (
    <div className="flex max-w-form flex-col items-start gap-4">
      <p className="wrap-anywhere text-muted-foreground">
        {summary}
        {obstacle !== null && ` To require it: ${obstacle}`}
      </p>
      <AffectedLink slug={slug} provider={provider} seesMembers={seesMembers} />
      {mayChange && isRequired && <OptionalForm slug={slug} provider={provider} />}
      {mayChange && !isRequired && obstacle === null && (
        <RequireDialog slug={slug} provider={provider} isOwn={isOwn} />
      )}
    </div>
  )
}

function AffectedLink({
  slug,
  provider: { id, hasDomain, isRequired },
  seesMembers,
}: Omit<RequirementProps, 'isOwn' | 'mayChange'>) {
  if (!seesMembers || !hasDomain) return null
  return (
    <TextLink href={`/o/${slug}/sign-in-methods/providers/${id}/affected`}>
      See which members {isRequired ? 'it affects' : 'it would affect'}
    </TextLink>
  )
}

function OptionalForm({ slug, provider: { id } }: Pick<RequirementProps, 'slug' | 'provider'>) {
  return (
    <Form action={setRequired.bind(null, slug)} act="require-provider" className="flex flex-col gap-2">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="required" value="off" />
      <SubmitButton variant="secondary" className="self-start">
        Make optional
      </SubmitButton>
    </Form>
  )
}

function RequireDialog({ slug, provider, isOwn }: Omit<RequirementProps, 'mayChange' | 'seesMembers'>) {
  const { id, displayName } = provider
  return (
    <ConfirmDialog
      act="require-provider"
      trigger={<Button variant="secondary">Require for verified domains</Button>}
      title={`Require ${displayName}?`}
      description={
        <ul className="flex flex-col gap-2">
          {requirementUse(provider, isOwn).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      }
      action={setRequired.bind(null, slug)}
      values={{ id, required: 'on' }}
      submit="Require"
      tone="primary"
    />
  )
}
