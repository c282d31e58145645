'use client'

import { useEffect, useRef } from 'react'
import { WithoutScript } from '@/components/ui/without-script'
import 'swagger-ui-dist/swagger-ui.css'
import './api-explorer.css'

/** Swagger UI, served by ourselves, on the OpenAPI document of this tenant. */
export function ApiExplorer() {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (place.current?.childElementCount === 0) void show(place.current)
  }, [])
  return (
    <div className="api-explorer">
      <WithoutScript>Trying the API here needs JavaScript. The document for machines does not.</WithoutScript>
      <div ref={place} />
    </div>
  )
}

async function show(domNode: HTMLElement) {
  const { default: SwaggerUI } = await import('swagger-ui-dist/swagger-ui-es-bundle.js')
  SwaggerUI({
    domNode,
    url: '/api/v2/openapi.json',
    docExpansion: 'list',
    filter: true,
    defaultModelsExpandDepth: -1,
    validatorUrl: null,
    syntaxHighlight: false,
    plugins: [{ wrapComponents: { CopyToClipboardBtn: hidden, authorizeOperationBtn: hidden } }],
  })
}

/** These would stand inside a button. */
function hidden() {
  return () => null
}
