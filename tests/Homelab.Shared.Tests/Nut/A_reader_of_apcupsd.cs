using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Nut;
using Homelab.Nut.Apcupsd;
using Homelab.TestKit.Nut;

namespace Homelab.Shared.Tests.Nut;

public sealed class A_reader_of_apcupsd
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_a_reading_like_any_of_NUT()
    {
        await using var apcupsd = PlayedNis.Start();
        apcupsd.Set(("STATUS", "ONBATT"), ("STATFLAG", "0x05060010"), ("TIMELEFT", "12.0 Minutes"));
        var reading = Assert.IsType<FeedAnswered>(await PollAsync(apcupsd.Port)).Reading;
        Assert.Equal(("OB", TimeSpan.FromMinutes(12), 1.0, 0.12), (reading.Status.Raw, reading.Runtime, reading.ChargeRatio, reading.LoadRatio));
    }

    [Fact]
    public async Task Says_that_apcupsd_has_lost_its_UPS_or_asks_it_too_seldom()
    {
        await using var apcupsd = PlayedNis.Start();
        apcupsd.Age = TimeSpan.FromSeconds(50);
        var old = Assert.IsType<FeedFailed>(await PollAsync(apcupsd.Port));
        Assert.Equal((FeedFailure.DataStale, $"apcupsd at 127.0.0.1:{apcupsd.Port} last asked its UPS 50 s ago: write POLLTIME 10 or less in its apcupsd.conf."), (old.Failure, old.Reason));
        apcupsd.Set(("STATUS", "COMMLOST"), ("STATFLAG", "0x05000100"));
        Assert.Contains("has lost its UPS (COMMLOST)", Assert.IsType<FeedFailed>(await PollAsync(apcupsd.Port)).Reason);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", FeedFailure.BadAnswer, "is no apcupsd: it announces a line of 18516 bytes")]
    [InlineData("\0\0", FeedFailure.BadAnswer, "tells no STATUS")]
    [InlineData("\0\u0006x\n\u0007y\n\n\0\0", FeedFailure.BadAnswer, "tells no STATUS")]
    [InlineData("\0\u0020STATUS   : ONL", FeedFailure.Unreachable, "it closed the connection in the middle of its answer")]
    [InlineData("", FeedFailure.Unreachable, "it closed the connection in the middle of its answer")]
    public async Task Says_what_is_wrong_with_an_answer(string answer, FeedFailure failure, string reason)
    {
        await using var peer = PlayedNis.Saying([.. answer.Select(character => (byte)character)]);
        var failed = Assert.IsType<FeedFailed>(await PollAsync(peer.Port));
        Assert.Equal(failure, failed.Failure);
        Assert.Contains(reason, failed.Reason);
    }

    [Fact]
    public async Task Gives_up_on_an_answer_without_an_end()
    {
        await using var peer = PlayedNis.Saying(PlayedNis.Encode(Enumerable.Repeat("A : b", NisReader.MaxRecords + 1)));
        Assert.Contains("more than 256 lines", Assert.IsType<FeedFailed>(await PollAsync(peer.Port)).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("\0\u0020STATUS   : ONL")]
    public async Task Does_not_wait_for_ever(string beginning)
    {
        await using var peer = PlayedNis.Saying([.. beginning.Select(character => (byte)character)], thenCloses: false);
        var reader = new NisReader(new ApcupsdSource("127.0.0.1", peer.Port), TimeProvider.System) { Bound = TimeSpan.FromMilliseconds(300) };
        var failure = await Assert.ThrowsAsync<NisException>(() => reader.ReadAsync(Cancel));
        Assert.Equal((FeedFailure.TimedOut, $"apcupsd at 127.0.0.1:{peer.Port} did not answer within 0.3 s."), (failure.Failure, failure.Message));
    }

    [Fact]
    public async Task Never_lets_out_anything_but_a_poll()
    {
        var random = new Random(5);
        for (var round = 0; round < 60; round++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            bytes[0] = (byte)(round % 2 == 0 ? 0 : bytes[0]);
            await using var peer = PlayedNis.Saying(bytes);
            Assert.NotEmpty(Assert.IsType<FeedFailed>(await PollAsync(peer.Port)).Reason);
        }
    }

    [Fact]
    public async Task That_is_not_there_is_named_with_the_reason() =>
        Assert.Equal("apcupsd at 127.0.0.1:1 cannot be reached: it refuses connections.", Assert.IsType<FeedFailed>(await PollAsync(1)).Reason);

    [Fact]
    public async Task Reads_a_real_apcupsd_through_an_outage()
    {
        Assert.SkipWhen(RealApcupsd.Program is null, "tests/run unpacks apcupsd, and says where in HOMELAB_CACHE.");
        await using var ups = PlayedNis.Start();
        await using var apcupsd = await RealApcupsd.StartAsync(ups);
        var onLine = await UntilAsync(apcupsd.Port, "OL");
        Assert.Equal((TimeSpan.FromMinutes(40), 1.0, 230.0), (onLine.Runtime, onLine.ChargeRatio, onLine.InputVolts));
        ups.Set(("STATUS", "ONBATT"), ("STATFLAG", "0x05060010"), ("BCHARGE", "80.0 Percent"), ("TIMELEFT", "30.0 Minutes"), ("LINEV", "0.0 Volts"));
        var onBattery = await UntilAsync(apcupsd.Port, "OB");
        Assert.Equal((TimeSpan.FromMinutes(30), 0.8), (onBattery.Runtime, onBattery.ChargeRatio));
    }

    private static async Task<FeedReading> UntilAsync(int port, string status)
    {
        FeedPoll? poll = null;
        for (var tries = 0; tries < 300; tries++)
        {
            poll = await PollAsync(port);
            if (poll is FeedAnswered { Reading: var reading } && reading.Status.Raw == status)
            {
                return reading;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }

        Assert.Fail($"It never said {status}, but {poll}.");
        return null!;
    }

    private static async Task<FeedPoll> PollAsync(int port)
    {
        await using var poller = new FeedPoller(new FeedConfig { Name = "rack", Apcupsd = new ApcupsdSource("127.0.0.1", port) }, password: null, TimeProvider.System);
        return await poller.PollAsync(Moment.FromSeconds(1), Cancel);
    }
}
