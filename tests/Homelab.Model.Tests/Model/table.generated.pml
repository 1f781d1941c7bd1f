/* Written by Homelab.Model.Tests from the C# of Homelab.Domain (HOMELAB_UPDATE_GOLDEN=1). Do not edit. */

#define Policy_Grace_Seconds 30
#define Policy_Beat_Seconds 1
#define Policy_Margin_Seconds 60
#define Policy_Debounce_Seconds 10
#define Policy_Tail_Seconds 30
#define Node_Stop_Seconds 60
#define Lease_BeatsToWait 3
#define Lease_Settle_Seconds 120
#define Node_BeatsToMiss 5
#define Agent_BeatsToLose 2
#define Order_BeatsAhead 2
#define Order_BeatsToLive 10

#define Phase_Quiet 0
#define Phase_Grace 1
#define Phase_Holding 2
#define Phase_Stopping 3
#define Phase_Settling 4

#define Step_Pending 0
#define Step_Advised 1
#define Step_Ordered 2
#define Step_Acknowledged 3
#define Step_Refused 4
#define Step_SeenOff 5
#define Step_Presumed 6

#define Verdict_Held 0
#define Verdict_OtherBoot 1
#define Verdict_Older 2
#define Verdict_Expired 3
#define Verdict_OtherLineage 4
#define Verdict_UnknownBeat 5

#define Allowed_OutageOpened(phase, step) (phase == Phase_Quiet)
#define To_OutageOpened(phase) Phase_Grace

#define Allowed_FeedJoined(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_FeedJoined(phase) phase

#define Allowed_GraceOver(phase, step) (phase == Phase_Grace)
#define To_GraceOver(phase) Phase_Holding

#define Allowed_FeedCommitted(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping)
#define To_FeedCommitted(phase) phase

#define Allowed_StepAdvised(phase, step) ((phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping) && (step == Step_Pending))
#define To_StepAdvised(phase) Phase_Stopping
#define StepTo_StepAdvised Step_Advised

#define Allowed_StepOrdered(phase, step) ((phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping) && (step == Step_Pending))
#define To_StepOrdered(phase) Phase_Stopping
#define StepTo_StepOrdered Step_Ordered

#define Allowed_StepAcknowledged(phase, step) ((phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling) && (step == Step_Ordered))
#define To_StepAcknowledged(phase) phase
#define StepTo_StepAcknowledged Step_Acknowledged

#define Allowed_StepRefused(phase, step) ((phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling) && (step == Step_Ordered || step == Step_Acknowledged))
#define To_StepRefused(phase) phase
#define StepTo_StepRefused Step_Refused

#define Allowed_StepSeenOff(phase, step) ((phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling) && (step == Step_Pending || step == Step_Advised || step == Step_Ordered || step == Step_Acknowledged || step == Step_Refused || step == Step_Presumed))
#define To_StepSeenOff(phase) phase
#define StepTo_StepSeenOff Step_SeenOff

#define Allowed_StepPresumed(phase, step) ((phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling) && (step == Step_Pending || step == Step_Ordered || step == Step_Acknowledged || step == Step_Refused))
#define To_StepPresumed(phase) phase
#define StepTo_StepPresumed Step_Presumed

#define Allowed_StepReopened(phase, step) ((phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling) && (step == Step_Ordered || step == Step_Acknowledged || step == Step_Refused || step == Step_SeenOff || step == Step_Presumed))
#define To_StepReopened(phase) phase
#define StepTo_StepReopened Step_Pending

#define Allowed_MainsBack(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping)
#define To_MainsBack(phase) Phase_Settling

#define Allowed_MainsLostAgain(phase, step) (phase == Phase_Settling)
#define To_MainsLostAgain(phase) Phase_Grace

#define Allowed_OutageEnded(phase, step) (phase == Phase_Settling)
#define To_OutageEnded(phase) Phase_Quiet

#define Allowed_Disarmed(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_Disarmed(phase) phase

#define Allowed_CauseJoined(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_CauseJoined(phase) phase

#define Allowed_CauseGone(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_CauseGone(phase) phase

#define Allowed_Held(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_Held(phase) phase

#define Allowed_Released(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_Released(phase) phase

#define Allowed_TargetJoined(phase, step) (phase == Phase_Quiet || phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_TargetJoined(phase) phase

#define Allowed_GateOpened(phase, step) (phase == Phase_Quiet)
#define To_GateOpened(phase) phase

#define Allowed_StartOrdered(phase, step) (phase == Phase_Quiet)
#define To_StartOrdered(phase) phase

#define Allowed_NodeReturned(phase, step) (phase == Phase_Quiet)
#define To_NodeReturned(phase) phase

#define Allowed_NodeMissed(phase, step) (phase == Phase_Quiet)
#define To_NodeMissed(phase) phase

#define Allowed_FsdSet(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping)
#define To_FsdSet(phase) phase

#define Allowed_CutOrdered(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping)
#define To_CutOrdered(phase) phase

#define Allowed_CutConfirmed(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_CutConfirmed(phase) phase

#define Allowed_CutRefused(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_CutRefused(phase) phase

#define Allowed_CutAborted(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_CutAborted(phase) phase

#define Allowed_DrillEnded(phase, step) (phase == Phase_Quiet || phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_DrillEnded(phase) phase

#define Allowed_LookOrdered(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_LookOrdered(phase) phase

#define Allowed_FeedUnread(phase, step) (phase == Phase_Grace || phase == Phase_Holding || phase == Phase_Stopping || phase == Phase_Settling)
#define To_FeedUnread(phase) phase
