import type { SamlOptions } from '@/lib/domain/connections/saml-options'

export const samlKey = 'saml'

interface SamlStep {
  text: string
  copies?: 'acs-url' | 'entity-id' | 'sign-out-url' | 'email-attribute' | 'metadata-url'
}

export interface SamlGuideText {
  key: string
  label: string
  steps: readonly SamlStep[]
}

const okta: SamlGuideText = {
  key: 'okta',
  label: 'Okta',
  steps: [
    { text: 'In the Okta Admin Console, open Applications, choose “Create App Integration” and “SAML 2.0”.' },
    {
      text: 'As the “Single sign-on URL”, enter this, and keep “Use this for Recipient URL and Destination URL”:',
      copies: 'acs-url',
    },
    { text: 'As the “Audience URI (SP Entity ID)”, enter:', copies: 'entity-id' },
    {
      text: 'Leave “Default RelayState” empty, and choose “Persistent” or “EmailAddress” as the “Name ID format”.',
    },
    {
      text: 'Under “Show Advanced Settings”, set “Response” and “Assertion Signature” both to “Signed”, “Signature Algorithm” to “RSA-SHA256” and “Digest Algorithm” to “SHA256”.',
    },
    {
      text: 'Under “Attribute Statements”, add one with the value “user.email” and this name:',
      copies: 'email-attribute',
    },
    {
      text: 'For sign-out at Okta too, upload the certificate of our metadata as “Signature Certificate”, choose “Enable Single Logout” and enter as “Single Logout URL”:',
      copies: 'sign-out-url',
    },
    {
      text: 'As “SP Issuer” beside it, enter the entity ID again. Our metadata, with the certificate:',
      copies: 'metadata-url',
    },
    { text: 'Under “Assignments”, choose who can use the application.' },
    { text: 'Copy the “Metadata URL” from the “Sign On” tab into the form below.' },
  ],
}

const entra: SamlGuideText = {
  key: 'entra',
  label: 'Microsoft Entra ID',
  steps: [
    {
      text: 'In the Microsoft Entra admin center, open “Enterprise apps”, choose “New application”, “Create your own application” and the non-gallery one.',
    },
    { text: 'Open “Single sign-on”, choose “SAML”, and edit “Basic SAML Configuration”.' },
    { text: 'As the “Identifier (Entity ID)”, enter:', copies: 'entity-id' },
    { text: 'As the “Reply URL (Assertion Consumer Service URL)”, enter:', copies: 'acs-url' },
    { text: 'As the “Logout Url”, for sign-out at Microsoft too, enter:', copies: 'sign-out-url' },
    { text: 'Leave “Sign on URL” and “Relay State” empty.' },
    {
      text: 'Under “Attributes & Claims”, choose as the “Unique User Identifier (Name ID)” an attribute that never changes, such as user.objectid, with the format “Persistent”. The email address is sent already.',
    },
    {
      text: 'Under “SAML Certificates”, edit the signing certificate: set “Signing Option” to “Sign SAML response and assertion” and “Signing Algorithm” to “SHA-256”.',
    },
    { text: 'Under “Users and groups”, choose who can use the application.' },
    { text: 'Copy the “App Federation Metadata Url” into the form below.' },
  ],
}

const keycloak: SamlGuideText = {
  key: 'keycloak',
  label: 'Keycloak',
  steps: [
    { text: 'In the admin console of your realm, open “Clients” and create a client of the type “SAML”.' },
    { text: 'As the “Client ID”, enter:', copies: 'entity-id' },
    { text: 'As one of the “Valid redirect URIs”, enter:', copies: 'acs-url' },
    { text: 'As the “Name ID format”, choose “persistent” or “email”.' },
    { text: 'Switch “Force POST binding” and “Include AuthnStatement” on.' },
    {
      text: 'Switch “Sign documents” and “Sign assertions” on, with “RSA_SHA256” as the “Signature algorithm” and “EXCLUSIVE” as the “Canonicalization method”.',
    },
    {
      text: 'On the “Keys” tab, switch “Client signature required” off, or import the certificate of our metadata there:',
      copies: 'metadata-url',
    },
    {
      text: 'On the “Advanced” tab, enter as the “Logout Service Redirect Binding URL”, for sign-out at Keycloak too:',
      copies: 'sign-out-url',
    },
    {
      text: 'Under “Client scopes”, open the dedicated scope and add the mapper “X500 email”, with this “SAML Attribute Name”:',
      copies: 'email-attribute',
    },
    {
      text: 'Copy the address of “SAML 2.0 Identity Provider Metadata”, under “Realm settings”, into the form below.',
    },
  ],
}

const google: SamlGuideText = {
  key: 'google-workspace',
  label: 'Google Workspace',
  steps: [
    {
      text: 'Google Workspace signs either the response or the assertion, but both have to be signed. Choose “Google Workspace” above instead: it then signs people in by OpenID Connect.',
    },
  ],
}

const adfs: SamlGuideText = {
  key: 'adfs',
  label: 'AD FS',
  steps: [
    {
      text: 'In AD FS Management, choose “Add Relying Party Trust”, “Claims aware” and “Enter data about the relying party manually”.',
    },
    {
      text: 'Skip the token encryption certificate, choose “Enable support for the SAML 2.0 WebSSO protocol”, and enter:',
      copies: 'acs-url',
    },
    { text: 'As the “Relying party trust identifier”, add:', copies: 'entity-id' },
    { text: 'Choose who can sign in as the access control policy, and finish the wizard.' },
    {
      text: 'Under “Edit Claim Issuance Policy”, add the rule “Send LDAP Attributes as Claims” from “Active Directory”, which sends “E-Mail-Addresses” as “E-Mail Address”.',
    },
    {
      text: 'Add the rule “Transform an Incoming Claim”: from “E-Mail Address” to “Name ID” with the format “Email”. If addresses change at your company, send “objectGUID” as the “Name ID” instead.',
    },
    {
      text: 'In the properties of the trust, on the “Advanced” tab, choose “SHA-256”. Then let AD FS sign the response as well: run Set-AdfsRelyingPartyTrust in PowerShell with -SamlResponseSignature MessageAndAssertion, and with this as -TargetIdentifier:',
      copies: 'entity-id',
    },
    {
      text: 'For sign-out at AD FS too, add on the “Endpoints” tab a “SAML Logout” endpoint with the binding “Redirect”, and on the “Signature” tab the certificate of our metadata:',
      copies: 'sign-out-url',
    },
    { text: 'Our metadata, with the certificate, once the connection exists:', copies: 'metadata-url' },
    {
      text: 'Enter the address of your metadata into the form below: https://, the host of AD FS, and /FederationMetadata/2007-06/FederationMetadata.xml.',
    },
  ],
}

const pingFederate: SamlGuideText = {
  key: 'pingfederate',
  label: 'PingFederate',
  steps: [
    {
      text: 'In the PingFederate administrative console, open “Applications”, “SP Connections”, and create a connection without a template, of the type “Browser SSO Profiles” with the protocol “SAML 2.0”.',
    },
    { text: 'As the “Partner’s Entity ID (Connection ID)”, enter:', copies: 'entity-id' },
    {
      text: 'Under “Browser SSO”, choose the profile “SP-Initiated SSO”, and for sign-out at PingFederate too “SP-Initiated SLO”.',
    },
    {
      text: 'Under “Assertion Creation”, choose “Standard” identity mapping, map SAML_SUBJECT to something that never changes or to the email address, and add an attribute with the email address and this name:',
      copies: 'email-attribute',
    },
    {
      text: 'Under “Protocol Settings”, enter as the “Assertion Consumer Service URL”, with the binding “POST”:',
      copies: 'acs-url',
    },
    { text: 'As the “SLO Service URL”, with the binding “Redirect”, enter:', copies: 'sign-out-url' },
    { text: 'As the allowable SAML bindings, choose “Redirect” and “POST”.' },
    {
      text: 'As the “Signature Policy”, choose “Always sign assertion” and “Sign response as required”. Under “Credentials”, choose an RSA certificate and the algorithm “RSA SHA256”.',
    },
    {
      text: 'If you require signed requests, import the certificate of our metadata, once the connection exists:',
      copies: 'metadata-url',
    },
    {
      text: 'Activate the connection, choose “Export Metadata” for it, and paste the file into the form below.',
    },
  ],
}

const other: SamlGuideText = {
  key: 'other',
  label: 'Another SAML provider',
  steps: [
    { text: 'Create an application that uses SAML 2.0.' },
    {
      text: 'Enter this ACS URL. Providers also call it single sign-on URL, reply URL or recipient:',
      copies: 'acs-url',
    },
    { text: 'Enter this entity ID. Providers also call it audience or identifier:', copies: 'entity-id' },
    {
      text: 'If your provider signs people out elsewhere too, enter this single logout URL:',
      copies: 'sign-out-url',
    },
    {
      text: 'If your provider reads metadata, enter this URL once the connection exists:',
      copies: 'metadata-url',
    },
    { text: 'As the NameID, choose something that never changes: a persistent ID, or the email address.' },
    { text: 'Send the email address as an attribute:', copies: 'email-attribute' },
    { text: 'Sign both the response and the assertion, with RSA and SHA-256.' },
    { text: 'Choose who can use the application, and copy its metadata URL into the form below.' },
  ],
}

export const samlGuides = [okta, entra, adfs, pingFederate, keycloak, google, other] as const

export function findSamlGuide(key: string | undefined): SamlGuideText {
  return samlGuides.find((one) => one.key === key) ?? other
}

/** Of one that was set up before: by what it was created as, or else by the provider’s entity ID. */
export function samlGuideOf({ product, issuer }: Pick<SamlOptions, 'product' | 'issuer'>): SamlGuideText {
  if (product !== undefined) return findSamlGuide(product)
  if (issuer === null) return other
  if (/^https?:\/\/www\.okta\.com\//.test(issuer)) return okta
  if (/^https?:\/\/[^/?]+\/adfs\/services\/trust$/i.test(issuer)) return adfs
  if (/^https:\/\/sts\.windows\.net\//.test(issuer)) return entra
  return /^https:\/\/[^?]*\/realms\/[^/?]+$/.test(issuer) ? keycloak : other
}
