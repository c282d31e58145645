import type { ReactNode } from 'react'
import { Fact, Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { explainTest } from '@/lib/domain/connections/connection-tests'
import type { ConnectionTestResult } from '@/lib/federation/connection-test'
import { isProviderStrategy, type Connection } from '@/lib/domain/connections/read-connection'
import { previewUser, type UserPreview } from '@/lib/federation/preview-user'
import { previewSamlUser } from '@/lib/federation/saml/preview-saml-user'
import { AnnounceTest } from './test-link'
import { UserPreviewFacts } from './user-preview'

interface TestResultProps {
  /** Null if it was made in another browser or too long ago. */
  result: ConnectionTestResult | null
  connection: Connection
  /** After the verdict. */
  children?: ReactNode
}

export function TestResult({ connection, result, children }: TestResultProps) {
  if (!result) return <Notice>There is no test result in this browser any more. Test it again.</Notice>
  const { said, claims } = result
  const preview = previewOf(connection, result)
  return (
    <>
      <AnnounceTest key={connection.saml?.issuer} connectionId={connection.id} />
      <div className="mb-8 flex max-w-form flex-col gap-3">
        <Verdict problem={problemNow(connection, result)} />
        {said !== null && (
          <Notice title="The provider’s reason">
            <code className="wrap-anywhere">{said}</code>
          </Notice>
        )}
      </div>
      {children}
      {preview && (
        <Section
          title="Resulting user"
          text="The account that a first sign-in with these claims would create."
        >
          <UserPreviewFacts preview={preview} />
        </Section>
      )}
      {claims.length > 0 && (
        <Section title="Claims" text="What the provider says about the user who signed in there.">
          <Facts>
            {claims.map(({ name, value }) => (
              <Fact key={name} label={name}>
                <code>{value}</code>
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
    </>
  )
}

/** An entity ID may have been saved since: the one that the test found, or another. */
function problemNow({ saml }: Connection, { problem, found }: ConnectionTestResult): string | null {
  if (found === null || saml === null || saml.issuer === null) return problem
  return found.issuer === saml.issuer ? found.problem : 'wrong_issuer'
}

export function previewOf(
  { strategy, options, saml }: Connection,
  result: ConnectionTestResult | null,
): UserPreview | null {
  if (!result || result.claims.length === 0) return null
  if (saml !== null) return previewSamlUser(saml.attributes, result.claims)
  if (options === null || !isProviderStrategy(strategy)) return null
  return previewUser({ strategy, options }, result.claims)
}

/** What the last test found. */
export function Verdict({ problem }: { problem: string | null }) {
  if (problem === null)
    return (
      <Notice tone="success" role="status" title="It works">
        People can sign in with it.
      </Notice>
    )
  if (problem === 'saml_entity_id')
    return (
      <Notice tone="warning" role="status" title="One step is left">
        {explainTest(problem).text}
      </Notice>
    )
  const { isWarning, text } = explainTest(problem)
  return (
    <Notice
      tone={isWarning ? 'warning' : 'danger'}
      role="status"
      title={isWarning ? 'It works, with a confirmation by email' : 'It doesn’t work'}
    >
      {text}
    </Notice>
  )
}
