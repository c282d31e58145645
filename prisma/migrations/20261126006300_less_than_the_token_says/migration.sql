-- A machine’s token that says more than its grant does by now is told so. To a person it is not there, as a page is.
CREATE OR REPLACE FUNCTION foyer_enter(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  caller record;
BEGIN
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', p_context->>'kind', true),
    set_config('app.organization_id', coalesce(p_context->>'organization', ''), true),
    set_config('app.user_id', coalesce(p_context->>'user', ''), true),
    set_config('app.subject', coalesce(p_context->>'subject', ''), true),
    set_config('app.caller', coalesce(p_context->>'caller', '{}'), true);
  IF p_context->'caller' IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO caller FROM foyer_caller(
    CASE WHEN p_context->>'kind' = 'organization' THEN p_context->>'organization' END, p_context->>'organization',
    p_context->>'user', p_context->'caller');
  IF caller.refusal = 'session' OR caller.refusal = 'connection' THEN
    RAISE EXCEPTION 'sign in again' USING ERRCODE = 'FY401';
  ELSIF caller.refusal IS NOT NULL THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF NOT ARRAY(SELECT jsonb_array_elements_text(p_context->'needed')) <@ caller.held THEN
    IF p_context->'caller'->>'client' IS NOT NULL THEN
      RAISE EXCEPTION 'not held' USING ERRCODE = 'FY403';
    END IF;
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF p_context->>'kind' = 'tenant' AND p_context->>'organization' IS NOT NULL AND NOT EXISTS (
    SELECT FROM organizations o
    WHERE o.tenant_id = p_context->>'tenant' AND o.id = p_context->>'organization' AND o.deleted_at IS NULL) THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  END IF;
END $$;
