using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>P22: while the journal lags behind, steps down go on; the end of an outage, every start and every cut wait until they are on disk.</summary>
public static class Unjournalled
{
    public static ImmutableArray<OutageEffect> MayStill(ImmutableArray<OutageEffect> effects) =>
        effects.RemoveAll(effect => effect is OutageEffect.TellEnded or OutageEffect.AskToWake or OutageEffect.WakeNode or OutageEffect.SwitchOutlet or OutageEffect.SetForcedShutdown or OutageEffect.CutFeed);

    /// <summary>An off goes out once, so the engine is to know that it did not; everything else is repeated.</summary>
    public static IEnumerable<OutageInput> Withheld(ImmutableArray<OutageEffect> effects) =>
        effects.OfType<OutageEffect.SwitchOutlet>().Where(effect => effect.Act == OutletAct.Cycle).Select(effect => new OutageInput.OutletWithheld(effect.Target));
}
