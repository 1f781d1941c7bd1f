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
        if (Environment.GetEnvironmentVariable("HOMELAB_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(Repository.PathOf(Committed), answered, TestContext.Current.CancellationToken);
        }

        Assert.True(answered == Repository.Read(Committed), $"{Committed} differs from the answer. If the change is meant, run this test with HOMELAB_ACCEPT=1 and commit the file.");
    }
}
