using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Lab;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Readings;
using Homelab.Coordinator.Tests.Trust;
using Homelab.Coordinator.Trust;
using Homelab.Domain.Trust;
using Homelab.Domain.People;
using Homelab.Domain.Power;
using Homelab.Files;
using Homelab.Store;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Secrets;
using Homelab.TestKit.Waiting;
using static Homelab.Coordinator.Tests.People.SignedIn;

namespace Homelab.Coordinator.Tests.People;

/// <summary>A coordinator with a secret in each place where there can be one, and people who use them, rightly and wrongly.</summary>
internal sealed class LabWithSecrets : IAsyncDisposable
{
    private const string NutPassword = "nut+pass/7f3a \"quoted\" & more";
    private const string Renewed = "another/horse+battery 9c1d";
    private const string Guess = "a guess: Tr0ub4dor & 3, or so";

    /// <summary>Could be a name, as many passwords could.</summary>
    private const string LikeAName = "Correct-Horse_Battery.5e5e";

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();
    private readonly ScriptedUpsd _upsd;
    private volatile bool _isNutRefused = true;
    private NodeUnderTest _pi1 = null!;

    private LabWithSecrets() => _upsd = new ScriptedUpsd(request => ScriptedReply.Text(request.Split(' ')[0] switch
    {
        "STARTTLS" => "ERR FEATURE-NOT-CONFIGURED\n",
        "USERNAME" => "OK\n",
        "PASSWORD" => _isNutRefused ? "ERR INVALID-PASSWORD\n" : "OK\n",
        _ when _isNutRefused => "ERR ACCESS-DENIED\n",
        _ when request == "LIST VAR ups" => "BEGIN LIST VAR ups\nVAR ups ups.status \"OL\"\nVAR ups battery.charge \"90\"\nEND LIST VAR ups\n",
        _ => "ERR UNKNOWN-COMMAND\n",
    }));

    public SecretNeedles Secrets { get; } = new();

    public SpokenLog Log { get; } = new();

    public CoordinatorUnderTest Hub { get; private set; } = null!;

    public string Admin { get; private set; } = "";

    public static async Task<LabWithSecrets> StartAsync()
    {
        var lab = new LabWithSecrets();
        PrivateFiles.Write(lab._folder.At("secrets/rack-ups"), Encoding.UTF8.GetBytes(NutPassword));
        lab.Hub = await CoordinatorUnderTest.StartAsync(
            CoordinatorUnderTest.LabText.Replace("{nut: ups@127.0.0.1:1}", Feed("secret:rack-ups", lab._upsd.Port), StringComparison.Ordinal) + "\npolicy: {poll: 500ms}\n",
            agents: IPAddress.Loopback, configure: file => file with { SecretsDirectory = lab._folder.At("secrets") }, log: lab.Log);
        lab._pi1 = new NodeUnderTest(lab.Hub, "pi1");
        lab.Secrets.Add("the NUT password", NutPassword);
        lab.Secrets.Add("the password", Password);
        lab.Secrets.Add("the new password", Renewed);
        lab.Secrets.Add("a wrong password", Guess);
        lab.Secrets.Add("a password that could be a name", LikeAName);
        return lab;
    }

    public async ValueTask DisposeAsync()
    {
        _pi1.Dispose();
        await Hub.DisposeAsync();
        await _upsd.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>What is done with each of them.</summary>
    /// <returns>The answers to whoever did something wrong.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        await EnrolAsync();
        var answers = await SignInAsync();
        await ReadTheUpsAsync();
        answers.AddRange(await new Mistakes(Hub).MadeWithAsync([Renewed, Guess, Admin], LikeAName, Guess));
        return answers;
    }

    private static string Feed(string password, int port) => $"{{nut: \"ups@127.0.0.1:{port}\", user: homelab, password: '{password}'}}";

    private async Task EnrolAsync()
    {
        var invited = await _pi1.InvitedAsync();
        Secrets.Add("the secret of an enrolment", invited.Secret);
        Secrets.Add("the word of an enrolment", invited.Word());
        Assert.Equal("", await _pi1.EnrolAsync(invited));
        Assert.NotEqual("", await _pi1.EnrolAsync(invited));
        using var stream = await _pi1.OpenAsync();
        await stream.WelcomeAsync();
        using var key = _pi1.Credentials.Certificate.GetECDsaPrivateKey()!;
        Secrets.Add("the node's key", key.ExportParameters(includePrivateParameters: true).D!);
        using var ca = ECDsa.Create();
        ca.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(Hub.StateDirectory, AuthorityFile.Directory, AuthorityFile.Name)));
        Secrets.Add("the authority's key", ca.ExportParameters(includePrivateParameters: true).D!);
    }

    private async Task<List<string>> SignInAsync()
    {
        var first = Hub.Put("ada", UserRole.Admin);
        Secrets.Add("a token that is over", first);
        await Hub.People().SetPasswordAsync(new SetPasswordRequest { Name = "ada", PresentPassword = Password, Password = Renewed }, By(first));
        var login = await Hub.People().LoginAsync(new LoginRequest { Name = "ada", Password = Renewed });
        Secrets.Add("the token of a login", Admin = login.Secret);
        Secrets.Add("a token", (await Hub.People().CreateTokenAsync(new CreateTokenRequest { Name = "prometheus", PresentPassword = Renewed }, By(Admin))).Secret);
        using var signed = await Hub.Http.SendAsync(Request(HttpMethod.Post, "/api/v1/session", null, new { name = "ada", password = Renewed }, ("Sec-Fetch-Site", "same-origin")));
        Secrets.Add("a session", signed.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=')[1]);
        foreach (var token in Hub.Service<AccountBook>().Current.Tokens)
        {
            Secrets.Add("the hash of a token", token.Hash);
        }

        Secrets.Add("the hash of a password", Hub.Service<AccountBook>().Current.User("ada")!.Password.Split('$', ':')[^1]);
        return [await signed.Content.ReadAsStringAsync()];
    }

    private async Task ReadTheUpsAsync()
    {
        await Until.TrueAsync(() => _upsd.Requests.Any(line => line.StartsWith("PASSWORD ", StringComparison.Ordinal)), s_bound, "the password at the NUT server");
        _ = await Hub.Lab.RehearseAsync(new RehearseRequest(), By(Admin));
        _isNutRefused = false;
        await Until.TrueAsync(() => Hub.Service<FeedBoard>().Of("rack-ups") is { Condition: FeedCondition.OnLine }, s_bound, "a reading of the UPS");
        _ = await Hub.Lab.RehearseAsync(new RehearseRequest(), By(Admin));
        Hub.Service<LabHolder>().Offer(LabFile.Parse(CoordinatorUnderTest.LabText.Replace("{nut: ups@127.0.0.1:1}", Feed(LikeAName, 1), StringComparison.Ordinal), "lab.yaml"));
    }
}
