import { X509Certificate } from 'node:crypto'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { parseProviderMetadata } from '@/lib/federation/saml/provider-metadata'
import { ownIssuer } from '@/test/fixtures/browser-connections'
import { providerMetadata } from '@/test/saml-identity-provider'
import { type ActionInput, inside } from './action-input'
import { newHex } from './joining-rows'
import type { PortalFixture } from './portal-fixture'

const ownProvider = { provider: 'oidc', display_name: 'Harbour login', issuer: ownIssuer, client_id: 'foyer' }

/** Of an organization’s own identity providers and their directories, in the order in which they can be done. */
export const providerInputs: Record<string, ActionInput> = {
  'providers create': {
    ...inside(({ connectionSetup: setup }) => ({
      ...ownProvider,
      setup,
      client_secret: newHex(),
      reviewed: sha256Hex(`${ownIssuer} `),
    })),
    path: ({ organization }) => `/o/${organization.slug}/sign-in-methods/new`,
  },
  'providers save': {
    ...inside(({ ownConnectionId: id }) => ({ ...ownProvider, id, present_issuer: ownIssuer })),
    path: providerPath,
  },
  'providers replaceSecret': {
    ...inside(({ ownConnectionId: id }) => ({ id, client_secret: newHex() })),
    path: providerPath,
  },
  'saml create': {
    ...inside((at) => ({ ...samlMetadata(at), setup: at.connectionSetup, display_name: 'Harbour login' })),
    path: ({ organization }) => `/o/${organization.slug}/sign-in-methods/new`,
    isAlone: true,
  },
  'providers confirm': {
    ...inside(({ samlConnectionId: id, samlSeen: seen }) => ({ id, seen })),
    path: samlPath,
  },
  'saml replaceMetadata': {
    ...inside((at) => ({ ...samlMetadata(at), id: at.samlConnectionId })),
    path: samlPath,
  },
  'saml saveEntityId': {
    ...inside(({ unconfirmedSamlId: id, foundEntityId: found }) => ({ id, found })),
    path: ({ organization, unconfirmedSamlId: id }) =>
      `/o/${organization.slug}/sign-in-methods/providers/${id}/tested`,
  },
  'saml save': {
    ...inside(({ samlConnectionId: id }) => ({ id, display_name: newHex() })),
    path: samlPath,
  },
  'saml saveAttributes': {
    ...inside(({ samlConnectionId: id }) => ({ id, attribute_email: 'upn' })),
    path: samlPath,
  },
  'saml addCertificate': {
    ...inside(({ samlConnectionId: id, samlCertificates: [, certificate = ''] }) => ({ id, certificate })),
    path: samlPath,
  },
  'saml removeCertificate': {
    ...inside(({ samlConnectionId: id, samlCertificates: [certificate = ''] }) => ({
      id,
      fingerprint: new X509Certificate(certificate).fingerprint256,
    })),
    path: samlPath,
    isAlone: true,
    after: 'saml addCertificate',
  },
  'providers saveClaims': {
    ...inside(({ ownConnectionId: id }) => ({ id, claim_email: 'upn' })),
    path: providerPath,
  },
  'providers setRequired': {
    ...inside(({ ownConnectionId: id }) => ({ id, required: 'on' })),
    path: providerPath,
    isAlone: true,
  },
  'providers remove': {
    ...inside(({ ownConnectionId: id }) => ({ id })),
    path: providerPath,
    isAlone: true,
  },
  'directory turnOn': { ...inside(({ ownConnectionId: id }) => ({ id })), path: directoryPath },
  'directory takeOver': { ...inside(({ directory: { id } }) => ({ id })), path: turnedOnPath },
  'directory createToken': { ...inside(({ directory: { id } }) => ({ id, days: '30' })), path: turnedOnPath },
  'directory revokeToken': {
    ...inside(({ directory: { id, tokenId } }) => ({ id, token_id: tokenId })),
    path: turnedOnPath,
    isAlone: true,
  },
  'directory mapGroup': {
    ...inside(({ directory: { id, groupId }, memberRoleId: roles }) => ({ id, group_id: groupId, roles })),
    path: turnedOnPath,
  },
  'directory turnOff': {
    ...inside(({ directory: { id } }) => ({ id })),
    path: turnedOnPath,
    isAlone: true,
  },
}

function providerPath({ organization, ownConnectionId }: PortalFixture): string {
  return `/o/${organization.slug}/sign-in-methods/providers/${ownConnectionId}`
}

/** As shown and saved at once. */
function samlMetadata({ samlCertificates: [certificate = ''] }: PortalFixture) {
  const facts = { issuer: 'https://login.acme.test/idp', signInUrl: 'https://login.acme.test/start' }
  const metadata = providerMetadata({ ...facts, keys: [{ key: '', certificate }] })
  return { metadata, reviewed: sha256Hex(JSON.stringify(parseProviderMetadata(metadata, 'metadata'))) }
}

function samlPath({ organization, samlConnectionId }: PortalFixture): string {
  return `/o/${organization.slug}/sign-in-methods/providers/${samlConnectionId}`
}

function directoryPath(at: PortalFixture): string {
  return `${providerPath(at)}/directory`
}

function turnedOnPath({ organization, directory }: PortalFixture): string {
  return `/o/${organization.slug}/sign-in-methods/providers/${directory.id}/directory`
}
