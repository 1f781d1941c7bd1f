using Homelab.Nut;
using Homelab.TestKit.Nut;

namespace Homelab.Shared.Tests.Nut;

public sealed class A_session_with_a_broken_peer
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "answers LIST VAR ups with something else: \"HTTP/1.1 400 Bad Request\"")]
    [InlineData("\n", "answers LIST VAR ups with something else: \"\"")]
    [InlineData("OK\n", "with something else: \"OK\"")]
    [InlineData("BEGIN LIST VAR other\n", "with something else: \"BEGIN LIST VAR other\"")]
    [InlineData("BEGIN LIST VAR ups\nUPS ups \"x\"\n", "with something else: \"UPS ups x\"")]
    [InlineData("BEGIN LIST VAR ups\nVAR ups\n", "with something else: \"VAR ups\"")]
    [InlineData("BEGIN LIST VAR ups\nVAR ups ups.status \"OL\nEND LIST VAR ups\n", "a line that cannot be read: a quote is left open")]
    [InlineData("\u0001\u0002\u0003\n", "with something else: \"\"")]
    public async Task Says_what_is_wrong_with_its_answer(string answer, string message)
    {
        await using var peer = ScriptedUpsd.Polite(_ => ScriptedReply.Text(answer));
        await using var session = await ConnectAsync(peer);
        var failure = await Assert.ThrowsAsync<NutProtocolException>(() => session.ListVariablesAsync("ups", Cancel));
        Assert.Contains(message, failure.Message);
        Assert.True(session.IsBroken);
        await Assert.ThrowsAsync<NutUnreachableException>(() => session.ListVariablesAsync("ups", Cancel));
    }

    [Fact]
    public async Task Gives_up_on_a_line_without_an_end()
    {
        await using var peer = ScriptedUpsd.Polite(_ => ScriptedReply.Endlessly("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
        await using var session = await ConnectAsync(peer);
        var failure = await Assert.ThrowsAsync<NutProtocolException>(() => session.ListVariablesAsync("ups", Cancel));
        Assert.Contains("a line of more than 8192 bytes", failure.Message);
    }

    [Fact]
    public async Task Gives_up_on_a_list_without_an_end()
    {
        var begun = 0;
        await using var peer = ScriptedUpsd.Polite(_ => Interlocked.Exchange(ref begun, 1) == 0
            ? ScriptedReply.Endlessly("BEGIN LIST VAR ups\n" + string.Concat(Enumerable.Repeat("VAR ups a \"b\"\n", NutLimits.MaxRows + 1)))
            : ScriptedReply.Silence);
        await using var session = await ConnectAsync(peer, TimeSpan.FromSeconds(30));
        var failure = await Assert.ThrowsAsync<NutProtocolException>(() => session.ListVariablesAsync("ups", Cancel));
        Assert.Contains("a list beyond all bounds", failure.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("VAR ups ups.sta")]
    [InlineData("BEGIN LIST VAR ups\nVAR ups ups.status \"OL\"\n")]
    public async Task Does_not_wait_for_ever(string beginning)
    {
        await using var peer = ScriptedUpsd.Polite(_ => ScriptedReply.Text(beginning));
        await using var session = await ConnectAsync(peer, TimeSpan.FromMilliseconds(300));
        var failure = await Assert.ThrowsAsync<NutTimeoutException>(() => session.ListVariablesAsync("ups", Cancel));
        Assert.Contains("did not answer LIST VAR ups within 0.3 s", failure.Message);
        Assert.True(session.IsBroken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN LIST VAR ups\nVAR ups ups.status \"OL\"\nVAR ups batt")]
    public async Task Sees_the_connection_end_in_the_middle(string beginning)
    {
        await using var peer = ScriptedUpsd.Polite(_ => ScriptedReply.TextThenClose(beginning));
        await using var session = await ConnectAsync(peer);
        var failure = await Assert.ThrowsAsync<NutUnreachableException>(() => session.ListVariablesAsync("ups", Cancel));
        Assert.Contains("closed the connection", failure.Message);
    }

    [Fact]
    public async Task Accepts_codes_rows_and_values_that_nobody_knows()
    {
        await using var peer = ScriptedUpsd.Polite(request => ScriptedReply.Text(request switch
        {
            "LIST VAR ups" => "BEGIN LIST VAR UPS\r\nVAR ups ups.status \"OL HE NEW-TOKEN\"\r\nVAR ups x.y unquoted words\r\nVAR ups empty \"\"\r\nVAR ups bare\r\nEND LIST VAR ups\r\n",
            _ => "ERR SOMETHING-NEW with words\n",
        }));
        await using var session = await ConnectAsync(peer);
        var variables = await session.ListVariablesAsync("ups", Cancel);
        Assert.Equal("OL HE NEW-TOKEN", variables["UPS.STATUS"]);
        Assert.Equal("unquoted words", variables["x.y"]);
        Assert.Equal("", variables["empty"]);
        Assert.Equal("", variables["bare"]);
        var refusal = await Assert.ThrowsAsync<NutRefusedException>(() => session.ListClientsAsync("ups", Cancel));
        Assert.Equal((NutErrorCode.Other, "SOMETHING-NEW"), (refusal.Code, refusal.RawCode));
        Assert.False(session.IsBroken);
    }

    [Fact]
    public async Task Takes_a_refusal_in_the_middle_of_a_list()
    {
        await using var peer = ScriptedUpsd.Polite(_ => ScriptedReply.Text("BEGIN LIST VAR ups\nVAR ups a \"b\"\nERR DATA-STALE\n"));
        await using var session = await ConnectAsync(peer);
        var refusal = await Assert.ThrowsAsync<NutRefusedException>(() => session.ListVariablesAsync("ups", Cancel));
        Assert.Equal(NutErrorCode.DataStale, refusal.Code);
    }

    [Fact]
    public async Task Whose_handshake_is_garbage_is_read_in_the_clear_unless_TLS_is_required()
    {
        await using var peer = new ScriptedUpsd(request => request switch
        {
            "STARTTLS" => ScriptedReply.Text("OK STARTTLS\n"),
            "GET VAR ups ups.status" => ScriptedReply.Text("VAR ups ups.status \"OL\"\n"),
            "LOGOUT" => ScriptedReply.TextThenClose("OK Goodbye\n"),
            _ => ScriptedReply.TextThenClose("this is not a ServerHello\n"),
        });
        var endpoint = new NutEndpoint { Host = "127.0.0.1", Port = peer.Port, ExchangeTimeout = TimeSpan.FromMilliseconds(700) };
        await using (var session = await NutSession.ConnectAsync(endpoint, TimeProvider.System, Cancel))
        {
            Assert.False(session.IsEncrypted);
            Assert.Equal("OL", await session.GetVariableAsync("ups", "ups.status", Cancel));
        }

        await Assert.ThrowsAnyAsync<NutException>(() => NutSession.ConnectAsync(endpoint with { Tls = NutTls.Required }, TimeProvider.System, Cancel));
    }

    [Fact]
    public async Task Never_lets_out_anything_but_a_NUT_failure()
    {
        var random = new Random(22);
        for (var round = 0; round < 60; round++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            await using var peer = new ScriptedUpsd(_ => ScriptedReply.Bytes(bytes));
            var endpoint = new NutEndpoint { Host = "127.0.0.1", Port = peer.Port, ExchangeTimeout = TimeSpan.FromMilliseconds(100) };
            try
            {
                await using var session = await NutSession.ConnectAsync(endpoint, TimeProvider.System, Cancel);
                await session.ListVariablesAsync("ups", Cancel);
            }
            catch (NutException failure)
            {
                Assert.NotEmpty(failure.Message);
            }
        }
    }

    [Fact]
    public async Task That_is_not_there_is_named_with_the_reason()
    {
        var endpoint = new NutEndpoint { Host = "127.0.0.1", Port = 1 };
        var failure = await Assert.ThrowsAsync<NutUnreachableException>(() => NutSession.ConnectAsync(endpoint, TimeProvider.System, Cancel));
        Assert.Equal("The NUT server 127.0.0.1:1 cannot be reached: it refuses connections.", failure.Message);
    }

    [Theory]
    [InlineData("PASSWORD", "ERR hid-den \"wo rd\"\n", NutErrorCode.Other)]
    [InlineData("PASSWORD", "ERR hid\n", NutErrorCode.Other)]
    [InlineData("PASSWORD", "who says hid?\n", null)]
    [InlineData("LIST", "ERR HID-DENWORD\n", NutErrorCode.Other)]
    [InlineData("LIST", "ERR NO-SUCH-THING after PASSWORD \"hid-den \\\"wo rd\\\"\"\n", NutErrorCode.Other)]
    [InlineData("LIST", "you said PASSWORD \"hid-den \\\\\\\"wo rd\\\"\"\n", null)]
    public async Task Never_lets_it_repeat_the_password_in_a_message(string verb, string answer, NutErrorCode? refused)
    {
        await using var peer = new ScriptedUpsd(request => ScriptedReply.Text(request.StartsWith(verb, StringComparison.Ordinal) ? answer : "OK\n"));
        var endpoint = new NutEndpoint { Host = "127.0.0.1", Port = peer.Port, User = "u", Password = "hid-den \"wo rd\"", Tls = NutTls.Never };
        var failure = await Assert.ThrowsAnyAsync<NutException>(async () =>
        {
            await using var session = await NutSession.ConnectAsync(endpoint, TimeProvider.System, Cancel);
            await session.ListVariablesAsync("ups", Cancel);
        });
        Assert.Contains("(not shown: it may repeat the password)", failure.Message);
        Assert.DoesNotContain("hid", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(refused, (failure as NutRefusedException)?.Code);
        Assert.DoesNotContain("hid", (failure as NutRefusedException)?.RawCode ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("ERR INVALID-PASSWORD\n", "The NUT server answered ERR INVALID-PASSWORD to PASSWORD.")]
    [InlineData("ERR ACCESS-DENIED extra\n", "The NUT server answered ERR ACCESS-DENIED to PASSWORD.")]
    public async Task Says_by_its_known_code_why_it_takes_no_password(string answer, string message)
    {
        await using var peer = new ScriptedUpsd(request => ScriptedReply.Text(request.StartsWith("PASSWORD", StringComparison.Ordinal) ? answer : "OK\n"));
        var endpoint = new NutEndpoint { Host = "127.0.0.1", Port = peer.Port, User = "u", Password = "INVALID", Tls = NutTls.Never };
        var failure = await Assert.ThrowsAsync<NutRefusedException>(() => NutSession.ConnectAsync(endpoint, TimeProvider.System, Cancel));
        Assert.Equal(message, failure.Message);
    }

    private static Task<NutSession> ConnectAsync(ScriptedUpsd peer, TimeSpan? bound = null) => NutSession.ConnectAsync(
        new NutEndpoint { Host = "127.0.0.1", Port = peer.Port, ExchangeTimeout = bound ?? TimeSpan.FromSeconds(10) }, TimeProvider.System, Cancel);
}
