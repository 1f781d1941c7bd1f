using System.Text.Json.Nodes;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Inputs;

/// <summary>The committed description of the REST API is what the published binary answers.</summary>
public sealed class TheOpenApiDocument
{
    [Fact]
    public async Task Is_what_the_published_coordinator_answers()
    {
        await using var lab = await LabUnderTest.StartAsync();
        using var client = new HttpClient { BaseAddress = lab.Page };
        var answered = JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken));
        var committed = JsonNode.Parse(Repository.Read("docs/openapi.json"));
        Assert.True(
            JsonNode.DeepEquals(Portable(committed), Portable(answered)),
            "docs/openapi.json is not what the coordinator answers at /openapi/v1.json: look at the difference, and commit the answer if it is meant.");
    }

    /// <summary>Without the address that it was asked at.</summary>
    private static JsonNode? Portable(JsonNode? document)
    {
        document?.AsObject().Remove("servers");
        return document;
    }
}
