using Homelab.Fuzz.Tests.Targets;

namespace Homelab.Fuzz.Tests;

/// <summary>As <see cref="NothingBreaksByText"/>, of bytes; a class of its own, so that the two run side by side.</summary>
public sealed class NothingBreaksByBytes
{
    public static TheoryData<string> Names => [.. AllTargets.Of(InputForm.Bytes)];

    [Theory]
    [MemberData(nameof(Names))]
    public void That_are_kept_or_nearly_so(string name) => KeptOrNearlySo.Hold(name);
}
