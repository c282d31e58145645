'use client'

import { useEffect, useRef, useState } from 'react'
import { WithoutScript } from '@/components/ui/without-script'
import { AuthorizeDialog } from './authorize-dialog'
import { explorerPlugin } from './explorer-plugin'
import './api-explorer.css'

interface Explorer {
  preauthorizeApiKey: (scheme: string, token: string) => void
  authActions: { logout: (schemes: string[]) => void }
}

export function ApiExplorer({ audience }: { audience: string }) {
  const container = useRef<HTMLDivElement>(null)
  const explorer = useRef<Explorer>(null)
  const [isAsking, setAsking] = useState(false)
  const [isAuthorized, setAuthorized] = useState(false)
  useEffect(() => {
    if (container.current?.childElementCount !== 0) return
    void renderExplorer(container.current, () => setAsking(true)).then(
      (rendered) => (explorer.current = rendered),
    )
  }, [])

  function saveToken(token: string) {
    explorer.current?.preauthorizeApiKey('token', token)
    setAuthorized(true)
  }

  function discardToken() {
    explorer.current?.authActions.logout(['token'])
    setAuthorized(false)
    setAsking(false)
  }

  return (
    <div className="api-explorer">
      <WithoutScript>Trying the API here needs JavaScript. The OpenAPI document doesn’t.</WithoutScript>
      <div ref={container} />
      <AuthorizeDialog
        audience={audience}
        isAuthorized={isAuthorized}
        open={isAsking}
        onOpenChange={setAsking}
        onToken={saveToken}
        onDiscard={discardToken}
      />
    </div>
  )
}

async function renderExplorer(domNode: HTMLElement, onAuthorize: () => void): Promise<Explorer> {
  const { default: SwaggerUI } = await import('swagger-ui-dist/swagger-ui-es-bundle.js')
  return SwaggerUI({
    domNode,
    url: '/api/v2/openapi.json',
    docExpansion: 'list',
    filter: true,
    defaultModelsExpandDepth: -1,
    validatorUrl: null,
    syntaxHighlight: false,
    plugins: [explorerPlugin(onAuthorize)],
  }) as Explorer
}
