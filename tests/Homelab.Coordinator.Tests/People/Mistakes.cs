using Google.Protobuf;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.People;
using static Homelab.Coordinator.Tests.People.SignedIn;

namespace Homelab.Coordinator.Tests.People;

/// <summary>What people type where it does not belong.</summary>
internal sealed class Mistakes(CoordinatorUnderTest hub)
{
    /// <summary>The right word in the wrong field, and wrong words in the right one. An answer to an address that holds the word may repeat it.</summary>
    public async Task<IEnumerable<string>> MadeWithAsync(IEnumerable<string> words, string likeAName, string guess)
    {
        var answers = new List<string>();
        foreach (var (word, number) in words.Append(likeAName).Select((word, number) => (word, number)))
        {
            // Each by somebody else, for who is refused again within the minute leaves no line.
            var admin = hub.Put($"eve{number}", UserRole.Admin);
            var inPath = Uri.EscapeDataString(word);
            answers.Add(await Rest("/api/v1/status", inPath));
            answers.Add(number % 2 == 0 ? await Rest("/api/v1/session", admin, new { name = word, password = word }) : await Said(hub.People().LoginAsync(new LoginRequest { Name = word, Password = word }, By(admin))));
            if (word == likeAName)
            {
                // Who signed in and types it where a name belongs has given that name.
                continue;
            }

            answers.Add(await Rest("/api/v1/tokens", admin, new { name = word, presentPassword = guess }));
            answers.Add(await Rest("/api/v1/users", admin, new { name = word, role = word, password = "short" }));
            await Rest($"/api/v1/users/{inPath}/password", admin, new { password = word });
            await Rest($"/api/v1/users/{inPath}/role", admin, new { role = "viewer" });
            await Rest($"/api/v1/nodes/{inPath}/maintenance", admin, new { @for = word });
            await Rest($"/api/v1/power/{inPath}", admin, new { nodes = new[] { word } });
            await hub.Http.RestAsync(HttpMethod.Delete, $"/api/v1/tokens/{inPath}", admin);
            await Said(hub.People().RemoveUserAsync(new RemoveUserRequest { Name = word }, By(admin)));
            await Said(hub.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = word }, By(admin)));
            await Said(hub.Lab.RevokeNodeAsync(new RevokeNodeRequest { Node = word }, By(admin)));
            await Said(hub.Lab.InviteNodeAsync(new InviteNodeRequest { Node = word }, By(admin)));
        }

        return answers;
    }

    private async Task<string> Rest(string path, string? token, object? body = null)
    {
        using var request = Request(body is null ? HttpMethod.Get : HttpMethod.Post, path, null, body, ("Sec-Fetch-Site", "same-origin"));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await hub.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> Said<T>(AsyncUnaryCall<T> call)
        where T : IMessage
    {
        try
        {
            return (await call).ToString()!;
        }
        catch (RpcException refused)
        {
            return refused.Status.Detail;
        }
    }
}
