import { Form } from '@/components/form/form'
import { Fact, Facts } from '@/components/ui/facts'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { type FoundEntityId as Found, sealFoundEntityId } from '@/lib/domain/connections/confirm-entity-id'
import { samlCertificates } from '@/lib/domain/connections/saml-certificates'
import type { OwnConnection } from '@/lib/domain/connections/own-connection'
import { currentTenant } from '@/lib/web/tenant'
import { saveEntityId } from './actions'

interface FoundEntityIdProps {
  slug: string
  provider: OwnConnection
  /** By a test in this browser. */
  found: Found | null
  userId: string
  mayUpdate: boolean
}

/** Nothing once the connection has an entity ID. */
export function FoundEntityId({ found, ...props }: FoundEntityIdProps) {
  const { provider, userId, mayUpdate } = props
  if (provider.saml?.issuer !== null || found === null) return null
  const { signInUrl } = provider.saml
  return (
    <Section
      title="Entity ID"
      text="What the provider calls itself. Other customers of your provider may have the same certificate: then only this tells their users from yours. Compare it with the one that your provider shows."
    >
      <Facts>
        <Fact label="Entity ID of the provider">
          <code className="wrap-anywhere">{found.issuer}</code>
        </Fact>
        <Fact label="Sign-in URL">
          <code className="wrap-anywhere">{signInUrl}</code>
        </Fact>
        {samlCertificates(provider.saml).map(({ fingerprint }) => (
          <Fact key={fingerprint} label="Certificate">
            <code className="text-sm wrap-anywhere">{fingerprint}</code>
          </Fact>
        ))}
      </Facts>
      {mayUpdate && found.userId === userId ? (
        <SaveForm {...props} found={found} />
      ) : (
        <p className="max-w-form text-muted-foreground">
          Someone who may change sign-in methods has to test the provider and confirm this.
        </p>
      )}
    </Section>
  )
}

async function SaveForm({
  slug,
  provider: { id },
  found,
}: Pick<FoundEntityIdProps, 'slug' | 'provider'> & { found: Found }) {
  const { id: tenantId } = await currentTenant()
  return (
    <Form action={saveEntityId.bind(null, slug)} act="save-saml-entity-id" actOn={id} values={{ id }}>
      <input
        type="hidden"
        name="found"
        value={await sealFoundEntityId({ tenantId, connectionId: id }, found)}
      />
      <SubmitButton className="self-start">Use this entity ID</SubmitButton>
    </Form>
  )
}
