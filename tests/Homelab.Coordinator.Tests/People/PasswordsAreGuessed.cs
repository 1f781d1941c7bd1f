using System.Net;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Readings;
using Homelab.Host;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.People;

/// <summary>Guessing is slow, tells no names, and does not keep the operator out.</summary>
public sealed class PasswordsAreGuessed : IAsyncLifetime
{
    private static readonly IPAddress s_stranger = IPAddress.Parse("203.0.113.5");
    private static readonly IPAddress s_desk = IPAddress.Parse("192.0.2.77");

    private readonly HandClock _clock = new();
    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync(time: _clock);

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task A_guess_goes_well_where_it_is_right_and_after_ten_wrong_ones_not_even_then()
    {
        await _coordinator.AdminAsync();
        Assert.Equal(200, await Try("ada", SignedIn.Password, s_stranger));
        var other = IPAddress.Parse("203.0.113.6");
        for (var guess = 0; guess < 10; guess++)
        {
            Assert.Equal(401, await Try("ada", $"wrong guess {guess}", other));
        }

        Assert.Equal(429, await Try("ada", SignedIn.Password, other));
    }

    [Fact]
    public async Task Who_guesses_from_many_addresses_uses_up_what_strangers_have_of_the_account_and_not_the_operators()
    {
        var token = await _coordinator.AdminAsync();
        Assert.Equal(200, await Try("ada", SignedIn.Password, s_desk));
        for (var guess = 0; guess < 30; guess++)
        {
            await Try("ada", "wrong guess again", IPAddress.Parse($"203.0.113.{guess + 10}"));
        }

        Assert.Equal(429, await Try("ada", SignedIn.Password, IPAddress.Parse("203.0.113.200")));
        Assert.Equal(200, await Try("ada", SignedIn.Password, s_desk));
        Assert.Equal(200, await Try("ada", SignedIn.Password, IPAddress.Loopback));
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/status", token));

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, await Try("ada", SignedIn.Password, IPAddress.Parse("203.0.113.201")));
    }

    [Fact]
    public async Task Who_has_an_IPv6_network_has_one_address()
    {
        await _coordinator.AdminAsync();
        for (var guess = 1; guess <= 10; guess++)
        {
            Assert.Equal(401, await Try("ada", "wrong guess again", IPAddress.Parse($"2001:db8::{guess}")));
        }

        Assert.Equal(429, await Try("ada", SignedIn.Password, IPAddress.Parse("2001:db8::ffff")));
    }

    [Fact]
    public async Task A_name_that_is_not_there_is_answered_as_a_wrong_password_is()
    {
        await _coordinator.AdminAsync();
        var desk = _coordinator.Service<SignInDesk>();
        var absent = await desk.Prove("nobody", SignedIn.Password, s_stranger, isPrivate: true, TestContext.Current.CancellationToken);
        var wrong = await desk.Prove("ada", "wrong guess again", s_stranger, isPrivate: true, TestContext.Current.CancellationToken);
        Assert.Equal(absent.Problem, wrong.Problem);
    }

    [Fact]
    public void A_flood_of_names_that_are_not_there_does_not_forget_the_guesses_at_a_real_one()
    {
        var tries = new LoginTries();
        var now = _clock.Now();
        for (var guess = 0; guess < 20; guess++)
        {
            Assert.True(tries.MayTry("ada", IPAddress.Parse($"203.0.113.{guess}"), now));
        }

        for (var name = 0; name < 200; name++)
        {
            tries.MayTry("", IPAddress.Parse($"198.51.100.{name}"), now);
        }

        Assert.False(tries.MayTry("ada", s_stranger, now));
    }

    [Fact]
    public async Task A_password_that_others_can_read_on_the_way_is_not_taken()
    {
        await _coordinator.AdminAsync();
        var answer = await _coordinator.Service<SignInDesk>().Prove("ada", SignedIn.Password, s_desk, isPrivate: false, TestContext.Current.CancellationToken);
        Assert.Equal(403, answer.Problem!.Status);
    }

    private async Task<int> Try(string name, string password, IPAddress from) =>
        (await _coordinator.Service<SignInDesk>().Prove(name, password, from, isPrivate: true, TestContext.Current.CancellationToken)).Problem?.Status ?? 200;
}
