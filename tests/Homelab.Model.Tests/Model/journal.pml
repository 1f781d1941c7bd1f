/*
 * The journal: what outlives the coordinator's process. Its transitions are those of SequenceTable in C#, whose rows stand in the
 * generated table; a transition that the table does not allow here ends the run.
 */
byte jBoot = 1, jPhase, jStep[2], jStepBoot[2], jTaken[2], jLease[2], jBegan, jEpoch = 1;
bool jGraceIsOver, jCommitted;

/* FSD and the cut (P25). What is to be on again (P27). */
bool jFsd, jCut, jReturn[2];
byte jEnd, jEndedAt;

#define WRITE(name) \
  printf("@%d journal: ", now); printf(#name); printf("\n"); \
  assert(Allowed_##name(jPhase, 0)); \
  jPhase = To_##name(jPhase)

#define WRITE_STEP(name, i) \
  printf("@%d journal of %c: ", now, 'a' + i); printf(#name); printf("\n"); \
  assert(Allowed_##name(jPhase, jStep[i])); \
  jPhase = To_##name(jPhase); \
  jStep[i] = StepTo_##name
