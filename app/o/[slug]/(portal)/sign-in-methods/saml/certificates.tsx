import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'
import { Time } from '@/components/ui/time'
import { expiryOf, type SamlCertificate } from '@/lib/domain/connections/saml-certificates'
import type { OwnSamlConnection } from '@/lib/domain/connections/own-connection'
import { ConfirmProvider } from '../providers/confirm-provider'
import { addCertificate, removeCertificate } from './actions'

interface CertificatesProps {
  slug: string
  provider: OwnSamlConnection
  certificates: readonly SamlCertificate[]
  mayUpdate: boolean
}

export function Certificates({ slug, provider, certificates, mayUpdate }: CertificatesProps) {
  const { id } = provider
  return (
    <Section
      title="Certificates"
      text="Responses may be signed with any of them. Add the next one before the provider changes to it, and remove the old one afterwards."
    >
      <ul className="flex max-w-form flex-col gap-4">
        {certificates.map((certificate) => (
          <li key={certificate.fingerprint} className="flex flex-wrap items-center justify-between gap-3">
            <div className="min-w-0">
              <p>
                Expires <Time value={certificate.expiresAt} now={new Date()} />
              </p>
              <code className="block text-sm wrap-anywhere text-muted-foreground">
                {certificate.fingerprint}
              </code>
            </div>
            {mayUpdate && certificates.length > 1 && (
              <RemoveCertificate slug={slug} id={id} certificate={certificate} />
            )}
          </li>
        ))}
      </ul>
      {mayUpdate && (
        <ConfirmProvider
          slug={slug}
          provider={provider}
          title="Confirm the certificates"
          submit="Confirm certificates"
        >
          They were saved, or the attribute with the email address was chosen, by someone with fewer
          permissions than you. The owner of a certificate’s key can sign in as any member, so members with
          permissions like yours cannot sign in with this provider now. Compare the entity ID and the
          certificates with those that your provider shows, and check that people cannot change the attribute
          for the email address themselves. Then confirm them.
        </ConfirmProvider>
      )}
      {mayUpdate && <AddCertificate slug={slug} id={id} />}
    </Section>
  )
}

/** Responses signed with an expired certificate are accepted, since some providers keep it. The notice says that a change is near. */
export function ExpiryNotice({ certificates }: Pick<CertificatesProps, 'certificates'>) {
  const expiry = expiryOf(certificates, new Date())
  if (expiry === null) return null
  const { isOver, at } = expiry
  return (
    <div className="max-w-form">
      <Notice
        tone={isOver ? 'danger' : 'warning'}
        title={isOver ? 'The certificate has expired' : 'The certificate expires soon'}
      >
        {isOver ? 'It expired ' : 'It expires '}
        <Time value={at} now={new Date()} />. Ask your provider for its next certificate and add it here.
      </Notice>
    </div>
  )
}

interface RemoveCertificateProps {
  slug: string
  id: string
  certificate: SamlCertificate
}

function RemoveCertificate({ slug, id, certificate: { fingerprint } }: RemoveCertificateProps) {
  return (
    <Form
      action={removeCertificate.bind(null, slug)}
      act="remove-saml-certificate"
      actOn={fingerprint}
      values={{ id, fingerprint }}
    >
      <SubmitButton variant="secondary" aria-label={`Remove certificate ${fingerprint.slice(0, 11)}`}>
        Remove
      </SubmitButton>
    </Form>
  )
}

function AddCertificate({ slug, id }: { slug: string; id: string }) {
  return (
    <Form
      action={addCertificate.bind(null, slug)}
      act="add-saml-certificate"
      resetOnDone
      className="flex max-w-form flex-col gap-4"
      values={{ id }}
    >
      <Field name="certificate" label="Another certificate" help="In PEM format.">
        <Textarea
          rows={3}
          spellCheck={false}
          placeholder="-----BEGIN CERTIFICATE-----"
          className="font-mono"
        />
      </Field>
      <SubmitButton variant="secondary" className="self-start">
        Add certificate
      </SubmitButton>
    </Form>
  )
}
