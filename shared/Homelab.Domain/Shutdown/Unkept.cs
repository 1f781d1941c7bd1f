using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// P10: what an agent holds is on tmpfs before it is acknowledged, so that its next process holds it too. Where it cannot be kept it holds all the
/// same, without a word: the coordinator counts on no more than what was acknowledged, and sends it again.
/// </summary>
public static class Unkept
{
    public static bool IsToBeKept(ImmutableArray<AgentPowerEffect> effects) => effects.Any(effect => effect is not AgentPowerEffect.Say);

    public static ImmutableArray<AgentPowerEffect> MayStill(ImmutableArray<AgentPowerEffect> effects) => effects.RemoveAll(effect => effect is AgentPowerEffect.AnswerLease);
}
