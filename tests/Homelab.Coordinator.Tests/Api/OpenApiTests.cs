using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Api;

public sealed class OpenApiTests
{
    public const string Committed = "docs/openapi.json";

    [Fact]
    public async Task The_committed_description_is_what_the_program_answers()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        var answered = (await coordinator.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        Assert.Equal(GoldenFile.Expected(Committed, answered), answered);
    }
}
