using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using Homelab.Coordinator.Tests.Api;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>A request to the page's address: a method, a path with its query, and behind the line's end a body of JSON.</summary>
internal sealed class RestRequests : Target
{
    private static readonly string[] s_paths =
    [
        "/api/v1/status", "/api/v1/nodes/pi1", "/api/v1/plan?feed=rack-ups", "/api/v1/plan?at_charge=30&lost=switch:core", "/api/v1/history?node=pi1&metric=m&from=0&to=5", "/api/v1/history?node=pi1&metric=m&label=a=b",
        "/api/v1/heat?node=pi1", "/api/v1/outages", "/api/v1/outages/o-1/report", "/api/v1/outages/o-1/report.svg", "/api/v1/nodes/pi1/maintenance", "/api/v1/outage/hold", "/api/v1/power/shutdown", "/api/v1/power/drill",
        "/api/v1/users", "/api/v1/tokens", "/api/v1/session", "/api/v1/audit", "/metrics", "/healthz", "/openapi/v1.json", "/assets/", "/",
    ];

    private static readonly string[] s_bodies =
    [
        "{}", "null", "[]", "{\"for\":\"2h\",\"by\":\"me\"}", "{\"by\":\"me\",\"nodes\":[\"pi1\"],\"preview\":true}", "{\"by\":\"me\",\"lab\":true,\"preview\":true}", "{\"name\":\"eve\",\"role\":\"admin\",\"password\":\"x\"}",
        "{\"for\":99999999999999999999}", "{\"nodes\":[null,7,{}]}", "{\"by\":\"\\ud800\"}", "\u0000", "{\"a\":{\"a\":{\"a\":{\"a\":1}}}}",
    ];

    private readonly CoordinatorUnderTest _coordinator = CoordinatorUnderTest.StartAsync().GetAwaiter().GetResult();

    public override string Name => "rest";

    public override bool IsServed => true;

    public override IReadOnlyList<byte[]> Words { get; } = Utf8(["GET ", "POST ", "PUT ", "DELETE ", "\n", "?", "&", "=", "%00", "%ff", "%2e%2e/", "//", "\"", "{", "}", "[", "]", ":", ",", .. s_paths, .. s_bodies]);

    public override Gen<byte[]> Formed { get; } = Gen.Select(Gen.Int[0, 3], Gen.Int[0, s_paths.Length - 1], Gen.Int[0, s_bodies.Length - 1])
        .Select(picked => Bytes($"{(picked.Item1 == 0 ? "POST" : picked.Item1 == 1 ? "PUT" : "GET")} {s_paths[picked.Item2]}\n{s_bodies[picked.Item3]}"));

    public override void Take(byte[] input)
    {
        if (Request(input) is not { } request)
        {
            return;
        }

        using (request)
        using (var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System))
        {
            using var answer = _coordinator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token).GetAwaiter().GetResult();
            var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json"

                // What is no HTTP the server refuses before the program sees it, without a word.
                || answer is { StatusCode: System.Net.HttpStatusCode.BadRequest, Content.Headers: { ContentLength: 0, ContentType: null } };
            if ((int)answer.StatusCode is < 200 or (> 499 and not 503) || (answer.StatusCode >= System.Net.HttpStatusCode.BadRequest && !isProblem))
            {
                throw new InvalidOperationException($"{request.Method} {request.RequestUri} was answered with {(int)answer.StatusCode} and {answer.Content.Headers.ContentType}.");
            }
        }
    }

    public override void Dispose() => _coordinator.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Null where no client could send it.</summary>
    private HttpRequestMessage? Request(byte[] input)
    {
        var end = input.AsSpan().IndexOf((byte)'\n') is >= 0 and var length ? length : input.Length;
        var line = Encoding.UTF8.GetString(input, 0, end).Split(' ', 2);
        if (line is not [{ Length: > 0 and < 20 } method, ['/', ..] path] || !method.All(char.IsAsciiLetterUpper) || method is "CONNECT" or "TRACE")
        {
            return null;
        }

        var escaped = string.Concat(path.Take(4000).Select(letter => letter is > ' ' and < '\u007f' and not '#' ? letter.ToString() : Uri.EscapeDataString(char.IsSurrogate(letter) ? "?" : letter.ToString())));
        return Uri.TryCreate(_coordinator.Rest.GetLeftPart(UriPartial.Authority) + escaped, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var address)
            ? new HttpRequestMessage(new HttpMethod(method), address) { Content = Content(input[Math.Min(input.Length, end + 1)..]) }
            : null;
    }

    private static ByteArrayContent Content(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
