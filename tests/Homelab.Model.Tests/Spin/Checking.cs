namespace Homelab.Model.Tests.Spin;

/// <summary>One search: what is switched on in the model, and how much of the world it holds.</summary>
/// <param name="Switches">Preprocessor names, such as <c>CHECK_I6</c> or <c>MUTANT_ONE_SIGN</c>.</param>
/// <param name="Faults">How many faults may happen in one run.</param>
/// <param name="Flips">How often the mains go or come.</param>
/// <param name="Kinds">Which kinds of fault, as in <c>bounds.pml</c>.</param>
/// <param name="Horizon">Ticks.</param>
internal sealed record Checking(IReadOnlyList<string> Switches, int Faults, int Flips = 2, FaultKinds Kinds = FaultKinds.All, int Horizon = 26)
{
    public IEnumerable<string> Definitions =>
        [.. Switches.Select(name => $"-D{name}"), $"-DFAULTS={Faults}", $"-DFLIPS={Flips}", $"-DKINDS={(int)Kinds}", $"-DHORIZON={Horizon}"];
}

/// <summary>The kinds of fault, with the numbers of <c>bounds.pml</c>.</summary>
[Flags]
internal enum FaultKinds
{
    None = 0,
    Crash = 1,
    Partition = 2,
    AgentCrash = 4,
    Reboot = 8,
    Shorter = 16,
    ForeignFsd = 32,
    Wire = 64,
    Silence = 128,
    All = 255,
}
