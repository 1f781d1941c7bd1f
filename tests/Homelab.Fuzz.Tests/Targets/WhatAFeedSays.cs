using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>Where variables of a UPS go on to, whoever read them: each number that comes out is one, or is not there.</summary>
internal static class WhatAFeedSays
{
    private static readonly PolicyConfig s_policy = new();
    private static readonly FeedConfig s_feed = new() { Name = "rack", Nut = new NutSource("ups", "127.0.0.1", 1) };

    public static void Of(IReadOnlyDictionary<string, string> variables)
    {
        var reading = UpsVariables.Read(variables);
        var state = FeedState.NeverHeard;
        for (var at = Moment.Zero; at < Moment.Zero + TimeSpan.FromSeconds(30); at += TimeSpan.FromSeconds(10))
        {
            state = state.Observe(new FeedAnswered(at, reading), s_policy);
            _ = FeedAssessor.Assess(s_feed, s_policy, state, at);
        }
    }
}
