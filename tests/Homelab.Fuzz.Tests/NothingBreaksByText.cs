using Homelab.Fuzz.Tests.Targets;

namespace Homelab.Fuzz.Tests;

/// <summary>Whatever text comes in, nothing goes out but what is documented, in bounded time and memory.</summary>
public sealed class NothingBreaksByText
{
    public static TheoryData<string> Names => [.. AllTargets.Of(InputForm.Text)];

    [Theory]
    [MemberData(nameof(Names))]
    public void That_is_kept_or_nearly_so(string name) => KeptOrNearlySo.Hold(name);
}
