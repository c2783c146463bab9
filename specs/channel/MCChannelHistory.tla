-------------------------- MODULE MCChannelHistory --------------------------
(* Model checking of module ChannelHistory. *)
EXTENDS ChannelHistory
=============================================================================
