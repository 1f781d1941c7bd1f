using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class Any_story_of_a_feed
{
    private static readonly string[] Tokens = ["OL", "OB", "LB", "FSD", "CHRG", "DISCHRG", "CAL", "TEST", "OFF", "BYPASS", "TRIM", "WAIT", "NEW", ""];
    private static readonly string[] Numbers = ["0", "-60", "65535", "3932100", "36:00", "1", "40", "99.9", "100", "120", "600", "86400", "", "1e308"];

    [Fact]
    public void Keeps_its_promises_to_those_who_act_on_it()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var story = new FeedStory { Config = FeedStory.Ups with { DeclaredRuntime = random.Next(3) == 0 ? TimeSpan.FromMinutes(5) : null } };
            var second = 0.0;
            for (var step = 0; step < 80; step++)
            {
                second += random.Next(8) == 0 ? random.Next(0, 60) : random.NextDouble() * 3;
                if (random.Next(5) == 0)
                {
                    story.Fail(second, (FeedFailure)random.Next(6));
                }
                else
                {
                    var status = string.Join(' ', Enumerable.Range(0, random.Next(0, 4)).Select(_ => Tokens[random.Next(Tokens.Length)]));
                    story.Say(
                        second, status,
                        ("battery.charge", Numbers[random.Next(Numbers.Length)]), ("battery.runtime", Numbers[random.Next(Numbers.Length)]), ("ups.load", Numbers[random.Next(Numbers.Length)]));
                }

                var was = story.State.Outage;
                var now = second + random.NextDouble() * 30;
                var feed = story.At(now);
                var at = $"seed {seed}, step {step}: {feed}";
                Assert.True(!feed.IsDying || feed.OnBatterySince is not null, at);
                Assert.True(feed.OnBatterySince is null || feed.OnLineSince is null, at);
                Assert.True(feed.OnBatterySince is not { } since || feed.OnBatteryFor <= Moment.FromSeconds(now) - since + TimeSpan.FromMilliseconds(1), at);
                Assert.True(feed.Runtime is not { } runtime || (runtime >= TimeSpan.Zero && runtime <= UpsVariables.MaxRuntime), at);
                Assert.True(feed.Runtime is not null || feed.RuntimeBasis.Length > 0, at);
                Assert.True(feed.Condition != FeedCondition.Unknown || (feed.Detail.Length > 0 && was is null), at);
                Assert.True(was is null || feed.OnBatterySince == was.Since, at);
            }
        }
    }
}
