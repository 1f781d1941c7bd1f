using Homelab.Fuzz.Tests.Targets;

namespace Homelab.Fuzz.Tests;

/// <summary>As <see cref="NothingBreaksByText"/>, of requests. Nothing runs beside it: what others allocate would count as the server's.</summary>
[CollectionDefinition(nameof(NothingBreaksByRequests), DisableParallelization = true)]
[Collection(nameof(NothingBreaksByRequests))]
public sealed class NothingBreaksByRequests
{
    public static TheoryData<string> Names => [.. AllTargets.Of(InputForm.Requests)];

    [Theory]
    [MemberData(nameof(Names))]
    public void That_are_kept_or_nearly_so(string name) => KeptOrNearlySo.Hold(name);
}
