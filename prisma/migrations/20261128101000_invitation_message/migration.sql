-- What the inviter writes to the invitee.
ALTER TABLE invitations ADD COLUMN message text,
  ADD CONSTRAINT invitations_message_is_short CHECK (char_length(message) BETWEEN 1 AND 500);
